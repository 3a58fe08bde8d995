"""Words that stand before a person's name or in its place, and what they say about the person."""

from framing.model import Parse


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


HE, SHE, IT, THEY = "he", "she", "it", "they"

TITLES = word_set(
    "president premier minister chairman chairwoman chairperson chair chancellor leader secretary general senator "
    "sen rep representative congressman congresswoman governor gov mayor judge justice attorney prosecutor "
    "sheriff king queen prince princess emperor pope bishop cardinal archbishop rabbi imam ayatollah reverend rev "
    "pastor father sister brother mr mrs ms miss mx dr prof professor doctor sir lord lady dame baron colonel col "
    "captain capt major maj lieutenant lt sergeant sgt corporal admiral adm gen marshal commander officer "
    "detective inspector ambassador envoy commissioner director speaker spokesman spokeswoman spokesperson "
    "counterpart delegate councilman lawyer councilwoman counsel adviser advisor aide candidate nominee economist "
    "analyst author writer actor actress singer coach quarterback autocrat dictator strongman ruler politician "
    "statesman oligarch billionaire activist dissident journalist reporter correspondent editor founder ceo cfo "
    "executive boss chief head deputy treasurer comptroller superintendent dean principal warden whip strategist "
    "councillor councilor constable "
    "pollster scientist expert sinologist colleague presidents ministers senators sens reps"
)
"""Nouns that may stand right before a name and belong to the mention: "Prime Minister Roman Golovchenko"."""
BEFORE_TITLES = word_set(
    "first second deputy vice prime foreign defense defence finance interior acting former interim ex then "
    "assistant associate chief senior state supreme majority minority house senate party attorney inspector "
    "secretary general lieutenant rear major brigadier police fire press campaign national security "
    "vice-president co ex- late u.s. us uk eu american republican democratic gop conservative labour liberal"
)
"""Words that may stand between such a noun and what comes before; never evaluative ones, which must stay visible."""
PARTIES = word_set(
    "american republican democratic gop conservative labour liberal libertarian socialist green communist"
)
GENDER_OF_TITLE = {
    HE: word_set(
        "mr sir lord king prince emperor pope baron chairman congressman spokesman councilman businessman statesman "
        "strongman father brother actor alderman husband son grandfather uncle nephew"
    ),
    SHE: word_set(
        "mrs ms miss lady dame queen princess chairwoman congresswoman spokeswoman councilwoman businesswoman sister "
        "actress mother wife daughter grandmother aunt niece"
    ),
}
_ADDRESSES = word_set(
    "mr mrs ms miss dr prof professor sen senator rep gov president minister chancellor premier judge sir"
)
STATE_LEADERS = word_set("president premier chancellor leader chairman autocrat dictator strongman ruler king")
OFFICES = word_set(
    "president premier chancellor chairman minister mayor governor senator king queen pope secretary "
    "prime-minister prince emir sultan ambassador judge sheriff director speaker general chairwoman congressman "
    "congresswoman candidate nominee"
)
"""Descriptions that need the title to have been given to somebody in the article."""
ROLES = word_set("leader autocrat dictator strongman ruler guest host visitor counterpart colleague politician")
"""Descriptions that fit any one politician at hand."""
HUMANS = word_set(
    "man woman boy girl father mother son daughter brother sister husband wife widow widower uncle aunt nephew niece "
    "grandfather grandmother teenager student pupil teacher headteacher headmaster headmistress professor lecturer "
    "doctor surgeon nurse midwife dentist pharmacist psychologist therapist patient lawyer solicitor barrister "
    "attorney judge magistrate prosecutor detective policeman policewoman constable soldier sailor pilot farmer "
    "rancher fisherman baker butcher carpenter plumber electrician mechanic miner engineer architect scientist "
    "physicist chemist biologist historian economist sociologist novelist poet journalist reporter columnist "
    "photographer artist painter musician singer actor actress comedian footballer striker goalkeeper midfielder "
    "cyclist boxer swimmer priest pastor vicar imam rabbi bishop nun monk mayor senator congressman congresswoman "
    "councillor councilman councilwoman lawmaker postman firefighter paramedic waiter waitress chef cashier clerk "
    "accountant businessman businesswoman entrepreneur billionaire millionaire activist campaigner refugee immigrant "
    "pensioner retiree veteran housewife politician minister"
)
"""What only a person is; a name beside one is a person's, whatever recognition takes it for."""
_MORE_HUMANS = word_set(
    "official deacon "
    "captain champion star hero heroine model quarterback guard ally rival partner friend neighbour neighbor guest "
    "native graduate head chef monarch genius critic sceptic skeptic diplomat bureaucrat democrat republican coach "
    "fugitive relative youth adult spouse bride groom twin rebel spy thief thug crook bully gangster hooligan zealot "
    "mercenary cop scholar medic heir novice recruit"
)
_OF_PEOPLE = ("er", "or", "ist", "ian", "man", "woman", "ant", "ent", "ee")
ORGANISATIONS = word_set(
    "company firm supplier bank group charity club union retailer manufacturer maker agency lender airline newspaper "
    "broadcaster startup foundation institute university party association producer publisher brewery chain carmaker "
    "insurer organisation organization nonprofit subsidiary consultancy"
)
"""What an organisation is brought in as."""
GOVERNMENTS = word_set("government regime authority leadership side state administration")
"""With a demonym, "the Belarusian side", these stand for the country."""


def is_title(parse: Parse, token: int) -> bool:
    """Say whether the token is a title; "Sen." counts as "sen"."""
    return parse.lower[token].rstrip(".") in TITLES and parse.pos[token] in {"NOUN", "PROPN", "ADJ"}


def is_profession(parse: Parse, token: int) -> bool:
    """Say whether the token says what somebody does: a title in lower case, or a noun in -ist, -or, -er, -ian."""
    word = parse.lower[token]
    return parse.pos[token] == "NOUN" and (word in TITLES or word.endswith(("ist", "tor", "cian", "wyer", "rman")))


def is_human(noun: str) -> bool:
    """Say whether a noun names people: one of a list, or in -er, -or, -ist, -ian, -man, -woman, -ant, -ent, -ee."""
    return noun in HUMANS | TITLES | ROLES | _MORE_HUMANS or (noun.endswith(_OF_PEOPLE) and not noun.endswith("ment"))


def is_address(parse: Parse, token: int) -> bool:
    """Say whether the token is a title that only people have before their name: "Mr.", "Senator"."""
    word = parse.lower[token].rstrip(".")
    return word in _ADDRESSES and parse.pos[token] == "PROPN"


def belongs_to_title(parse: Parse, token: int) -> bool:
    """Say whether the token is a title or one of the words that make it longer, as in "First Deputy Prime Minister"."""
    return is_title(parse, token) or parse.lower[token].rstrip(".") in BEFORE_TITLES


def gender_of_titles(parse: Parse, first: int, after: int) -> str | None:
    """Return the pronoun the titles in these tokens ask for, if any."""
    words = {parse.lower[t].rstrip(".") for t in range(first, after)}
    return next((pronoun for pronoun, titles in GENDER_OF_TITLE.items() if titles & words), None)
