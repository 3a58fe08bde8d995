"""What attackers write where text is expected, and the sample with it in every field that a user or an author fills."""

import pyarrow as pa

from framing.results.schemas import Tables
from sample_tables import sample_tables

HOSTILE = [
    # Elements that run
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></script><svg onload=alert(1)>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script/x>",
    "<script\n>alert(1)</script\n>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<svg/onload=alert(1)//",
    "<img src=`x` onerror=`alert(1)`>",
    "<img/src/onerror=alert(1)>",
    "<IMG SRC=javascript:alert(String.fromCharCode(88))>",
    "<body onload=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<keygen autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)/>#x'/></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<xss style=animation-name:x onanimationstart=alert(1)></xss>",
    "<x contenteditable onblur=alert(1)>x</x>",
    "<button popovertarget=x>x</button><x popover id=x onbeforetoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<plaintext>",
    # What leads away or asks the network
    "<meta http-equiv=refresh content='0;url=http://example.org'>",
    "<base href=//example.org/>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<link rel=prefetch href=//example.org/>",
    "<form action=//example.org><input type=submit autofocus></form>",
    "<a href=javascript:alert(1) id=x>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "jav&#x09;ascript:alert(1)",
    " \x01javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "//example.org/x",
    "file:///etc/passwd",
    # Out of the place they stand in
    "\"'><b>x</b>",
    "` onclick=alert(1) `",
    "--><script>alert(1)</script><!--",
    "]]><!--<b>--><base href=//example.org>",
    "</textarea><script>alert(1)</script>",
    "</p></section></main></body></html><script>alert(1)</script>",
    '" style="position:fixed;inset:0;background:red',
    "<style>*{display:none}</style>",
    "<div style=position:fixed;inset:0>",
    "expression(alert(1)) url(javascript:alert(1)) @import '//example.org'",
    # Templates, entities, what can't be seen, what a shell, a terminal or a spreadsheet would obey
    "{{ 7 * 7 }}{% raw %}{{ run }}{% endraw %}",
    "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('alert(1)')()}}",
    "&lt;b&gt;&#x3c;script&#x3e;&amp;lt;",
    "\u202eevil\u202c \u200bhidden\ufeff \x00\x07",
    "\x1b]0;owned\x07\x1b[2J",
    "＜script＞alert(1)＜/script＞",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "../../../../etc/passwd",
    '=HYPERLINK("//example.org";"x")',
    "'; drop table articles; --",
    "$(touch /tmp/x) `id`",
]
"""One a line of a field: none holds a line break but those that must."""

_FIELDS = {
    "articles": ("title", "date", "url", "author", "file", "event"),
    "sources": ("name", "kind", "country"),
    "entities": ("name", "type"),
    "attributions": ("speaker_text", "cue_text", "rule", "cue_stance"),
    "expressions": ("text",),
    "evaluations": ("link",),
    "references": ("name", "kind"),
    "reliance": ("name", "kind"),
    "naming": ("form",),
    "differences": ("verdict",),
    "keyness": ("lemma", "pos"),
    "terms": ("words", "note", "file"),
    "frame_definitions": ("label", "definition", "source"),
    "events": ("label",),
    "alignments": ("text_a", "text_b", "voice_a", "cue_a", "cue_stance_a", "contradiction", "manner"),
    "tellings": ("text", "voice", "cue", "cue_stance"),
    "omissions": ("what",),
    "left_out": ("file", "reason"),
    "run": ("corpus", "signature", "corpus_digest", "lexicon_digest", "evaluator"),
}


def poisoned(words: str) -> Tables:
    """Return the sample with `words` before every text that a user or an author wrote, and after every article."""
    tables = sample_tables()
    for table, columns in _FIELDS.items():
        rows = [{**row, **{c: words + (row[c] or "") for c in columns}} for row in tables[table].to_pylist()]
        tables[table] = pa.Table.from_pylist(rows, schema=tables[table].schema)
    rows = [{**r, "warnings": [words], "text": f"{r['text']}\n\n{words}"} for r in tables["articles"].to_pylist()]
    tables["articles"] = pa.Table.from_pylist(rows, schema=tables["articles"].schema)
    run = [{**tables["run"].to_pylist()[0], "hints": [words]}]
    tables["run"] = pa.Table.from_pylist(run, schema=tables["run"].schema)
    return tables
