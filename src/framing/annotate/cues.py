"""Cues: the verbs, nouns, adjectives and phrases that bring a speaker in, and the construction each one takes.

Which construction a verb takes is grammar and stands here (the classes follow Levin 1993 and VerbNet: say, declare,
characterize, judge, want, promise); which *stance* a cue shows is a judgement and comes from the lexicon, where an
analyst may also add verbs: a verb only the lexicon knows is taken to be one of saying.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from framing.lexicon.entries import CueGroup, Lexicon
from framing.model import CueStance


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAYING = _words("""
    accept acknowledge add admit advise advocate affirm agree allege announce answer argue ask assert assure attest
    aver blog boast brag caution chant charge chide claim clarify comment complain concede conclude concur confess
    confide confirm contend continue contradict convey counter counsel cry declare decree demand deny detail
    disclose disagree dispute elaborate email emphasise emphasize exclaim explain express fume grumble gush
    highlight hint howl imply inform insist instruct interject intone joke jot justify lament lecture maintain
    mention message mumble murmur muse mutter note notify object observe opine order plead pledge point post predict
    proclaim profess promise pronounce propose protest quip quote rant read reaffirm reason reassert reassure recall
    recite reckon recommend recount reiterate relate relay remark remind repeat reply report request respond restate
    retort reveal scoff scream say shout shriek signal snap sneer speculate state stipulate stress submit suggest
    surmise swear tease tell testify text thunder tweet twitter underline underscore urge utter venture voice
    volunteer vow warn whisper write yell bet gripe question scold snipe vent forecast foresee estimate project
    posit assess summarize summarise outline articulate
""")
"""Verbs of saying: they take a clause ("said that …"), a quotation, or stand beside a clause ("…, he said")."""

THINKING = _words("""
    anticipate appreciate assume believe conclude consider decide deem determine discover doubt dream envision expect
    fear feel figure find forget guess hear hope imagine infer judge know learn mean notice perceive ponder presume
    realise realize recognise recognize regret remember reckon sense speculate suppose suspect think understand wager
    wish wonder worry
""")
"""Verbs of thought, belief and perception: they take a clause."""

SHOWING = _words("show indicate demonstrate find reveal suggest prove illustrate confirm")
"""Verbs by which surveys, documents and figures speak."""

WANTING = _words("""
    agree aim ask claim decide decline demand desire expect hope intend like offer plan pledge plot prefer promise
    propose refuse resolve seek swear threaten undertake volunteer vow want wish yearn advise encourage instruct
    order request urge press persuade implore beg warn
""")
"""Verbs of wanting, promising and asking: they take an infinitive ("promised to …", "urged them to …")."""

JUDGING = _words("""
    accuse acknowledge advocate admire announce applaud articulate assail attack back bash bemoan berate blame blast
    characterise characterize chide cite claim commend compare concede condemn confirm congratulate criticise
    criticize debate decry defend demand denounce deny depict deplore deride describe detail disavow disclose
    discuss dismiss disparage dispute echo embrace emphasise emphasize endorse envision estimate exaggerate explain
    express extol extoll favor favour fear float foresee hail highlight identify invoke label lambast lambaste
    lament laud liken list mention mock mull note oppose outline parrot pitch portray praise predict prefer present
    promise propose question quote rebuff rebuke rebut recall recommend recount reference reiterate reject relay
    repeat report repudiate request reveal ridicule salute scold seek show slam state stress support suggest tease
    thank tout trash trumpet underline underscore urge view voice vow want welcome withhold call term dub deem
    declare classify assert brand regard consider pronounce see order preach proclaim protest misrepresent
    mischaracterize downplay reprimand savage fault credit vilify demonise demonize
""")
"""Verbs of judging and characterizing: what they say of their object is the speaker's ("criticized the deal")."""

NAMING = _words("""
    call term dub deem label brand describe characterize characterise define classify portray depict consider regard
    view declare pronounce refer present hail denounce dismiss decry praise tout
""")
"""Verbs that give their object a predicate ("called it a lie", "described the visit as “working”")."""

PREPOSITIONS: Mapping[str, frozenset[str]] = {
    verb: _words(prepositions)
    for verb, prepositions in {
        "agree": "with on", "allude": "to", "apologize": "for", "argue": "for against",
        "ask": "about for", "boast": "of about", "brag": "about", "call": "for on", "campaign": "against",
        "caution": "against", "comment": "on about", "complain": "about of", "disagree": "with", "elaborate": "on",
        "expound": "on", "gush": "about", "hint": "at", "inquire": "about", "joke": "about", "lash": "out at",
        "muse": "about", "object": "to", "opine": "on about", "point": "to",
        "plead": "for", "press": "for", "push": "for", "rail": "against", "refer": "to", "remark": "on",
        "respond": "to", "reply": "to", "speak": "about of against", "speculate": "about on", "talk": "about of",
        "think": "of about", "tweet": "about", "vouch": "for", "vote": "for against",
        "warn": "of about against", "worry": "about", "weigh": "on", "write": "about of", "insist": "on",
        "focus": "on", "dwell": "on", "advocate": "for", "hope": "for", "dream": "of",
        "side": "with", "distance": "from", "fret": "about over", "scoff": "at", "bristle": "at",
        "balk": "at", "wonder": "about", "learn": "about of", "hear": "about of", "inform": "of about",
        "remind": "of", "assure": "of", "testify": "about on", "believe": "in",
    }.items()
}  # fmt: skip
"""Verbs whose content is the object of a preposition ("called for …", "warned of …")."""

TOPICS = _words("""
    agree ask comment disagree dwell elaborate expound focus hear inform inquire learn lash object point react refer
    reply respond side speak speculate talk testify think tweet vote weigh wonder write distance balk bristle
""")
"""Verbs whose preposition brings a topic only: how it is worded is the writer's ("referred to the hardening tie")."""

SOURCES = _words("""
    analysis article assessment audit ballot book briefing cable census chart clip column communique communiqué count
    data database disclosure document editorial email e-mail estimate evidence excerpt figure file filing footage
    forecast index indicator interview investigation leak letter list log map measure memo message minutes note number
    official opinion paper photo picture poll polling post probe projection publication readout record recording
    release report research result review sample statement statistic statistics study survey tally testimony text
    transcript tweet video website
""")
"""What can show or suggest something on its own authority. Other things that "show" are the writer's inference."""

NOUNS = _words("""
    accusation acknowledgement admission allegation announcement argument assertion assessment assumption assurance
    belief claim comment complaint conclusion confession confidence contention conviction declaration demand denial
    estimate estimation expectation explanation fear finding forecast guarantee hint hope idea insistence impression
    notion observation opinion perception pledge position prediction promise proposal recommendation remark reminder
    report request revelation rumor rumour sense sign signal speculation statement suggestion suspicion testimony
    theory thought threat verdict view vow warning worry concern call
""")
"""Nouns that take a clause: "the claim that …", "his promise to …"."""

STANDPOINTS: Mapping[str, frozenset[str]] = {
    noun: _words(prepositions)
    for noun, prepositions in {
        "support": "for of", "opposition": "to", "criticism": "of", "concern": "about over", "fear": "of about",
        "call": "for", "plan": "for", "hope": "for of", "question": "about", "attack": "on", "view": "of on",
        "endorsement": "of", "praise": "for of", "condemnation": "of", "complaint": "about", "opinion": "of on",
        "description": "of", "rejection": "of", "skepticism": "about of", "scepticism": "about of", "proposal": "for",
        "statement": "about on", "comment": "about on", "remark": "about on", "warning": "about of", "worry": "about",
        "doubt": "about", "disdain": "for", "enthusiasm": "for", "accusation": "of", "allegation": "of",
        "prediction": "of", "discussion": "of", "mention": "of", "denunciation": "of", "defense": "of",
        "demand": "for", "desire": "for", "frustration": "with", "anger": "at over", "hostility": "to",
    }.items()
}  # fmt: skip
"""Nouns of attitude with the preposition that brings its object ("their concern about …")."""

INTENTIONS = _words(
    "plan promise pledge vow threat decision proposal desire intention refusal effort offer willingness demand"
)
"""Nouns that take an infinitive: "his plan to …"."""

ADJECTIVES = _words("""
    adamant afraid angry ashamed aware certain clear concerned confident convinced doubtful excited fearful
    glad grateful happy hopeful insistent optimistic pessimistic persuaded pleased proud sceptical skeptical sorry
    sure surprised unaware uncertain unconvinced unsure worried
""")
"""Adjectives of belief and feeling with a clause: "is confident that …"; participles count too."""

REFUSING = _words("decline refuse")
"""Verbs by which somebody does not do what their infinitive says."""

SPEAKING = _words("answer comment communicate discuss elaborate explain reply respond say speak specify talk disclose")
"""Verbs of speaking up: who declines to has said nothing."""

SPEECH_ACTS = _words("""
    answer clarification comment inquiry interview explanation message question reaction remark reply request response
    statement
""")
"""Nouns that only name an act of speech: "a request for comment", "several questions" are nobody's words."""

WILLING = _words("willing unwilling reluctant eager determined keen hesitant loath")
"""Adjectives of will with an infinitive: "is willing to …"."""

MINDED: Mapping[str, frozenset[str]] = {
    adjective: _words(prepositions)
    for adjective, prepositions in {
        "critical": "of", "supportive": "of", "opposed": "to", "skeptical": "of about", "sceptical": "of about",
        "wary": "of", "proud": "of", "fearful": "of", "afraid": "of", "confident": "in of about", "aware": "of",
        "worried": "about", "concerned": "about with", "optimistic": "about", "pessimistic": "about",
        "angry": "about at over with", "happy": "with about", "unhappy": "with about", "dismissive": "of",
        "disappointed": "with in by", "frustrated": "with by", "tired": "of", "weary": "of", "fond": "of",
        "mistrustful": "of", "distrustful": "of", "hostile": "to", "sympathetic": "to", "enthusiastic": "about",
        "excited": "about", "sure": "of about", "certain": "of about", "uncertain": "about", "doubtful": "about of",
        "leery": "of", "scornful": "of", "appreciative": "of", "contemptuous": "of", "envious": "of",
    }.items()
}  # fmt: skip
"""Adjectives of attitude with the preposition that brings their object ("critical of the deal")."""

ACCORDING: tuple[tuple[str, ...], ...] = (
    ("according", "to"), ("in", "the", "words", "of"), ("in", "the", "view", "of"), ("in", "the", "opinion", "of"),
)  # fmt: skip
"""Prepositions that name whose words the clause is."""


@dataclass(frozen=True)
class Cues:
    """The cues of a lexicon, ready to look up. `stances` by form, the longest form first where it has several words."""

    saying: frozenset[str]
    verbs: frozenset[str]
    stances: Mapping[tuple[str, ...], CueStance]
    according: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Cues":
        """Compile the cue groups of `lexicon`; what it adds to the grammar are verbs of saying and prepositions."""
        return _compiled(lexicon.cues)

    def stance(self, lemma: str, particle: str = "") -> CueStance:
        """Return the stance of a cue, of the phrase with its particle first: "point out" before "point"."""
        return self.stances.get((lemma, particle)) or self.stances.get((lemma,)) or "neutral"


UNQUOTED = _words(
    "address back debate discuss embrace favor favour oppose prefer reject seek show support want welcome"
)
"""Verbs of attitude whose object is no utterance: marks in it are the writer's ("to discuss “trade”")."""


ACTS: Mapping[str, frozenset[str]] = {"attack": _words("as for over"), "dismiss": _words("as")}
"""Verbs of judging that also are no speech (a mob attacks, a board dismisses), with what shows that words were said."""

WORDS = (
    NOUNS
    | STANDPOINTS.keys()
    | INTENTIONS
    | SOURCES
    | _words("""
    charge critique deal evidence handling issue point policy possibility prospect rhetoric risk story talk
""")
)
"""What is dismissed in words, not from office or in court."""

REJECTING = _words("reject oppose welcome")
"""Those of them that give their object a predicate of the speaker's ("rejected the report as “biased”")."""


@lru_cache(maxsize=8)
def _compiled(groups: tuple[CueGroup, ...]) -> Cues:
    """Return the cues of these groups. Kept, since a corpus is read with one lexicon."""
    stances: dict[tuple[str, ...], CueStance] = {}
    added: set[str] = set()
    according = list(ACCORDING)
    for group in groups:
        for form in group.forms:
            stances[form] = group.stance
            if len(form) > 1 and form[-1] in ("to", "of", "by") and form[0] in ("in", "according", "per", "as", "by"):
                according.append(form)
            elif form[0].isalpha() and not form[0].endswith("ly") and (len(form) == 1 or form[0] not in NOUNS):
                added.add(form[0])
    saying = SAYING | (added - _OTHER)
    return Cues(saying, saying | _VERBS, stances, tuple(dict.fromkeys(according)))


_VERBS = THINKING | SHOWING | WANTING | JUDGING | NAMING | PREPOSITIONS.keys()
_OTHER = THINKING | SHOWING | WANTING | NAMING | UNQUOTED | {"be", "have", "do", "make", "take", "in", "as", "by", "on"}
"""What a lexicon may list as a cue though its construction is another one than that of saying."""

QUOTING = (
    THINKING
    | SHOWING
    | _words("""
    begin blare call continue conclude end go laugh open praise read recall joke sing start think tweet write denounce
    smile grin nod sigh wonder remember accuse attack blast criticize describe
""")
)
"""Verbs that bring in a quotation though they report no clause of their own: “…,” he laughed."""
