"""`framing lexicon …`: the instrument the analyst tunes. One file a command."""

import click

from framing.cli import Lazy

COMMANDS = {
    "check": "List what is wrong or suspicious in the lexicon, and in what it does to a corpus.",
    "test": "Run every `fires` and `silent` line of the lexicon.",
    "suggest": "Propose terms of a corpus that the lexicon doesn't have.",
    "diff": "Say what a change of the lexicon does to the scores.",
    "judge": "Judge a random sample of a term's hits, blind.",
    "history": "Show what was changed, when, and what it did to the scores.",
    "import": "Make a lexicon of another tool's word list.",
    "export": "Write the terms for another tool.",
}


@click.group("lexicon", cls=Lazy, lazy=COMMANDS, package=__name__)
def command() -> None:
    """Check, test and tune the lexicon.

    \b
    Example:
      framing lexicon suggest reports/seeds     # words worth a thought
      framing lexicon test                      # after the edit
      framing lexicon diff HEAD:lexicons lexicons reports/seeds
    """
