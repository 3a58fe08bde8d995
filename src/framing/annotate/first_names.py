"""First names that English-language news uses for one gender only, written from general knowledge.

They break ties between two people at hand ("he" with Bill and Hillary about); a name that is not here is learnt from
the article or stays open. Names that either may bear (Alex, Jordan, Lindsey, Andrea, Robin) are left out on purpose.
"""

from framing.annotate.titles import HE, SHE, word_set

_HE = word_set(
    "aaron abdul abdullah abraham adam ahmad ahmed alan albert aleksandr aleksei alessandro alexander alexandr alexei "
    "alfred ali allen alvaro alyaksandr amit anatoly anders andre andrei andrew andrey andriy andrzej angus anil "
    "anthony antonio antony arjun arnold arthur barack barry bashar ben benedict benjamin bernard bernie bill billy "
    "bjorn bob bobby bohdan boris brad bradley brendan brett brian bruce bryan carl carlos charles charlie "
    "christopher chuck clarence clinton colin craig dan daniel darrell darren dave david dean dennis derek devin dick "
    "didier diego dieter dmitri dmitry dmytro dominic donald doug douglas duncan dwight ed eddie edgar eduardo edward "
    "edwin elijah elon emmanuel emre enrique eric erik ernest etienne eugene evan faisal felix fernando fidel francis "
    "francisco francois frank franklin fred frederick fredrik friedrich gary gavin geoffrey george gerald gerd "
    "gerhard giovanni giuseppe glenn gonzalo gordon graham greg gregor gregory gunnar guy hakan hamid hans harold "
    "harry harvey hassan hector heinrich henri henrik henry herbert herman hiroshi howard hugh hugo ian ibrahim "
    "ignacio igor ihor ismail ivan jacek jack jacob jacques jake james jared jason javier jay jeff jefferson jeffrey "
    "jens jeremy jerome jerry jesse jim jimmy joe joel joey john johnny jonathan jorge jorgen jose joseph josh joshua "
    "juan justin karim karl keith ken kenji kenneth kevin khaled klaus kofi konstantin krzysztof kurt kwame kyle "
    "larry lars laurent lawrence leo leon leonard leonid liam lloyd lorenzo louis lucas luigi luis luke mahmoud "
    "maksim malcolm manuel marc marco marcus marek mario mark markus marshall martin mats matt matteo matthew "
    "matthias mattis maurice max maxim mehmet michael miguel mike mikhail mitch mitt mohamed mohammad mohammed moses "
    "muhammad mustafa mykola narendra nathan ned neil nelson newt nicholas nick nicolas nigel nikolai nikolay nils "
    "noah noel norman olaf oleg oleksandr oliver olivier olof olusegun omar osama oscar otto pablo paolo patrick paul "
    "pavel pawel pedro pete peter petr petro phil philip philippe phillip pierre pietro piotr rafael rahul raj rajesh "
    "ralph ramon rand rashid raymond recep reince rex ricardo richard rick robert roberto rod roger roland roman ron "
    "ronald ross roy rudolph rudy rupert russell ryan saddam salman samir samuel sanjay scott sean sebastian sergei "
    "sergey serhiy seth shane shawn shinzo simon stanley stefan stefano stephen steve steven stuart sven takashi "
    "taras tariq ted terrence theodore thomas tim timothy todd tom tomas tomasz tommy tony torsten travis trevor "
    "tyler vernon victor vijay viktor vincent vladimir volodymyr wade walter warren wayne wesley william wojciech "
    "wolfgang xavier yoshihide youssef yuri yuriy yusuf yves zachary"
)
_SHE = word_set(
    "abena abigail adriana agnes agnieszka aisha alena alexandra alexandria alice alicia alison allison amanda amara "
    "amber amelia amina amy ana anastasia angela angelina anita anjali ann anna anne annie annika april ashley astrid "
    "audrey aurelie barbara beatrice beatriz becky bella bernice beth bethany betsy betty beverly birgit bonnie "
    "brenda bridget brigitte brittany camilla carly carmen carol caroline carolyn catherine cathy cecilia celia "
    "celine charlotte chelsea cheryl chiara christina christine cindy claire clara claudia condoleezza connie "
    "courtney crystal cynthia daisy danielle darya debbie deborah debra denise diana diane dianne dolores donna doris "
    "dorothy edith eileen ekaterina elaine eleanor elena elisa elisabeth elise elizabeth ella ellen emily emma erica "
    "erin estelle esther ethel eva eve evelyn ewa fatima felicity fiona florence frances francesca frida gabriela "
    "gabrielle gail galina georgia gertrude gina giorgia giulia gladys gloria grace greta gwen hanna hannah harriet "
    "heather heidi helen helena helga hillary holly huma ida ilhan indira ines ingrid irene irina iris isabel "
    "isabella ivanka jacqueline jane janet janice jeanne jennifer jenny jessica jill joan joanna joanne josephine "
    "joyce judith judy julia juliana julie june kamala kamila karen kari karin katarina kate katherine kathleen "
    "kathryn kathy katie katrin katrina keiko kellyanne khadija kimberly kirsten kristen kristin kristina ksenia "
    "lakshmi lara laura lauren layla leah leila lena lillian linda lisa liz liza lois loretta lori lorraine louise "
    "lucia lucy ludmila lydia madeleine madison maggie malala malgorzata malin mandy margaret maria marian marianne "
    "marie marilyn marina marion marissa marjorie martha mary maryna maureen meera megan meghan melania melanie "
    "melinda melissa mercedes mia michelle michiko mildred mira miriam molly monica nadia nancy naomi natalia natalie "
    "natallia natasha nathalie nellie nicole nikki nina nora norma oksana olena olga olha olivia oprah pamela paola "
    "patricia patty paula pauline peggy penelope penny phyllis pilar priscilla priya rachel rebecca regina renee rita "
    "roberta rosa rose rosemary rosie roxanne ruth sabrina sally samantha sandra sara sarah savannah segolene serena "
    "shannon sharon sheila shelley sherry shirley signe sigrid silvia sofia sonia sophia sophie stacy stella "
    "stephanie stormy sue sunita susan susanna susannah suzanne svetlana sviatlana sylvia sylvie tamara tammy tanya "
    "tatiana tatyana teresa theresa tiffany tina tove tricia ursula valentina valerie vanessa vera veronica veronique "
    "victoria viola violet virginia vivian wanda wendy whitney yasmin yoko yolanda yulia yuliya yvette yvonne zainab "
    "zoe zofia"
)


def gender_of_first_name(word: str) -> str | None:
    """Return "he" or "she" for a first name in lower case that only one gender bears, else None."""
    return HE if word in _HE else SHE if word in _SHE else None
