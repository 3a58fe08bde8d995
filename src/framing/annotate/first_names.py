"""First names that English-language news uses for one gender only, written from general knowledge.

They break ties between two people at hand ("he" with Bill and Hillary about); a name that is not here is learnt from
the article or stays open. Names that either may bear (Alex, Jordan, Lindsey, Andrea, Robin) are left out on purpose.
"""

from framing.annotate.titles import HE, SHE, word_set

_HE = word_set(
    "aaron abdul abraham adam ahmed alan albert alexander alexandr aleksandr alyaksandr alexei aleksei alfred ali "
    "allen andre andrei andrew andrey anatoly angus anthony antonio antony arnold arthur barack barry bashar ben "
    "benedict benjamin bernard bernie bill billy bob bobby boris brad bradley brendan brett brian bruce bryan "
    "carl carlos charles charlie christopher chuck clarence clinton colin craig dan daniel darren darrell dave "
    "david dean dennis derek devin dick dmitri dmitry dominic donald doug douglas duncan dwight ed eddie edgar "
    "eduardo edward edwin elijah elon emmanuel enrique eric erik ernest eugene evan felix fernando fidel francis "
    "francisco francois frank franklin fred frederick gary gavin geoffrey george gerald gerhard giuseppe glenn "
    "gordon graham greg gregory guy hans harold harry harvey hassan hector henry herbert herman howard hugh hugo "
    "ian igor ivan jack jacob jake james jared jason javier jay jeff jefferson jeffrey jeremy jerome jerry jesse "
    "jim jimmy joe joel joey john johnny jonathan jorge jose joseph josh joshua juan justin karl keith ken "
    "kenneth kevin kofi konstantin kurt kyle larry lawrence leo leon leonard leonid liam lloyd louis lucas luis "
    "luke malcolm manuel marc marco marcus mario mark marshall martin matt matteo matthew maurice max michael "
    "miguel mike mikhail mitch mitt mohamed mohammad mohammed moses muhammad nathan ned neil nelson newt nicholas "
    "nick nicolas nigel nikolai nikolay noah noel norman oleg oliver olaf oscar osama pablo patrick paul pedro "
    "pete peter phil philip phillip pierre rafael ralph ramon rand raymond reince rex ricardo richard rick robert "
    "roberto rod roger roland roman ron ronald ross roy rudolph rudy rupert russell ryan saddam samuel scott sean "
    "sebastian sergei sergey seth shane shawn simon stanley stefan stephen steve steven stuart ted terrence "
    "theodore thomas tim timothy todd tom tommy tony travis trevor tyler vernon victor viktor vincent vladimir "
    "volodymyr wade walter warren wayne wesley william xavier yuri zachary"
)
_SHE = word_set(
    "abigail adriana agnes alexandra alexandria alice alicia alison allison amanda amber amelia amy ana anastasia "
    "angela angelina anita ann anna anne annie april ashley audrey barbara beatrice becky bella bernice beth "
    "bethany betsy betty beverly bonnie brenda bridget brittany camilla carly carmen carol caroline carolyn "
    "catherine cathy cecilia celia charlotte chelsea cheryl christina christine cindy claire clara claudia "
    "condoleezza connie courtney crystal cynthia daisy danielle debbie deborah debra denise diana diane dianne "
    "dolores donna doris dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen emily "
    "emma erica erin estelle esther ethel eva eve evelyn fatima felicity fiona florence frances gabriela "
    "gabrielle gail georgia gertrude gina gladys gloria grace greta gwen hannah harriet heather heidi helen "
    "helena hillary holly huma ida ilhan ingrid irene irina iris isabel isabella ivanka jacqueline jane janet "
    "janice jeanne jennifer jenny jessica jill joan joanna joanne josephine joyce judith judy julia juliana julie "
    "june kamala karen kate katherine kathleen kathryn kathy katie katrina kellyanne kimberly kirsten kristen "
    "kristin kristina lara laura lauren leah lena lillian linda lisa liz liza lois loretta lori lorraine louise "
    "lucia lucy lydia madeleine madison maggie malala mandy margaret maria marian marianne marie marilyn marina "
    "marion marissa marjorie martha mary maureen megan meghan melania melanie melinda melissa mercedes mia "
    "michelle mildred miriam molly monica nadia nancy naomi natalia natalie natasha nellie nicole nikki nina nora "
    "norma olga olivia oprah pamela patricia patty paula pauline peggy penelope penny phyllis priscilla rachel "
    "rebecca regina renee rita roberta rosa rose rosemary rosie roxanne ruth sabrina sally samantha sandra sara "
    "sarah savannah serena shannon sharon sheila shelley sherry shirley silvia sofia sonia sophia sophie stacy "
    "stella stephanie stormy sue susan susanna susannah suzanne svetlana sviatlana sylvia tamara tammy tanya "
    "tatiana teresa theresa tiffany tina tricia ursula valentina valerie vanessa vera veronica victoria viola "
    "violet virginia vivian wanda wendy whitney yolanda yvette yvonne zoe"
)


def gender_of_first_name(word: str) -> str | None:
    """Return "he" or "she" for a first name in lower case that only one gender bears, else None."""
    return HE if word in _HE else SHE if word in _SHE else None
