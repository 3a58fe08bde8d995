"""What the server does and refuses, by raw requests: a browser would not send most of them."""

import html
import http.client
import json
import os
import re
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import quote

import pytest

from framing.errors import LexiconError, UsageError
from framing.results.files import alone
from framing.studio.desk import Desk
from framing.studio.files import ConflictError, save, version
from framing.tuning import compare, read_history

pytestmark = pytest.mark.model

EDIT = ('terms = ["stagnant"]', 'terms = ["stagnant", "sham"]')


class Client:
    """Speaks to a server as its own pages do, unless told otherwise."""

    def __init__(self, served: Any) -> None:
        self.port, self.origin = served.port, served.origin
        self.cookie = self.token = ""
        status, headers, _ = self.ask("GET", served.link.removeprefix(served.origin))
        assert status == 303
        self.cookie = headers["set-cookie"].split(";")[0]
        self.flags = headers["set-cookie"].lower()
        page = self.ask("GET", "/tune")[2]
        self.token = re.search(r'name="framing-token" content="([^"]+)"', page)[1]  # type: ignore[index]

    def ask(self, method: str, path: str, body: str | None = None, **changed: str | None) -> tuple[int, Any, str]:
        """Send a request; `changed` replaces headers (with _ for -), None takes one out."""
        headers: dict[str, str | None] = {"host": f"127.0.0.1:{self.port}", "cookie": self.cookie}
        if method == "POST":
            headers |= {"origin": self.origin, "content-type": "application/json", "x-framing-token": self.token}
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("content-length", str(len(body.encode())))
        connection.endheaders(body.encode() if body is not None else None)
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        connection.close()
        return found

    def post(self, what: str, changed: dict[str, str | None] | None = None, **body: Any) -> tuple[int, Any]:
        status, _, text = self.ask("POST", f"/api/{what}", json.dumps(body), **(changed or {}))
        return status, json.loads(text) if text.startswith("{") else text


@pytest.fixture
def client(served: Any) -> Client:
    return Client(served)


def edited(desk: Desk) -> dict[str, Any]:
    file = desk.file("mine.toml")
    return file | {"text": file["text"].replace(*EDIT)}


def test_the_link_works_once_and_its_cookie_is_for_this_server_only(served: Any, client: Client) -> None:
    assert client.ask("GET", served.link.removeprefix(served.origin))[0] == 403
    assert "httponly" in client.flags
    assert "samesite=strict" in client.flags


def test_every_answer_carries_the_policy_and_nothing_is_shared(client: Client) -> None:
    for path in ("/", "/tune", "/nowhere", "/assets/studio.js"):
        headers = client.ask("GET", path)[1]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert not [name for name in headers if name.startswith("access-control")]


def test_reading_is_refused_to_others(client: Client) -> None:
    refused: list[tuple[dict[str, str | None], tuple[int, ...]]] = [
        ({"host": "evil.example"}, (421,)),
        ({"host": "127.0.0.1"}, (421,)),
        ({"host": None}, (400, 421)),
        ({"cookie": None}, (403,)),
        ({"cookie": "framing=wrong"}, (403,)),
        ({"sec_fetch_site": "cross-site"}, (403,)),
        ({"sec_fetch_site": "same-site"}, (403,)),
    ]
    for path in ("/", "/tune", "/api/kwic?q=sham", "/assets/report.css"):
        assert client.ask("GET", path)[0] == 200
        for changed, status in refused:
            assert client.ask("GET", path, **changed)[0] in status, (path, changed)


def test_writing_is_refused_to_others(served: Any, client: Client) -> None:
    refused: list[tuple[dict[str, str | None], int]] = [
        ({"host": "evil.example:80"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": None}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"x_framing_token": None}, 403),
        ({"x_framing_token": "guessed"}, 403),
        ({"cookie": None}, 403),
    ]
    before, body = (served.folder / "mine.toml").read_text(), edited(served.desk)
    for changed, status in refused:
        assert client.post("save", changed, **body)[0] == status, changed
    assert (served.folder / "mine.toml").read_text() == before
    assert client.post("save", **body)[0] == 200


NAMES = ("../corpus/one.txt", "/etc/passwd", "..%2fmine.toml", "mine.toml\0", "judgements.jsonl", "sub/mine.toml")


def test_nothing_outside_the_folder_is_read_or_written(served: Any, client: Client) -> None:
    for name in NAMES:
        status, said = client.post("save", name=name, text="x = 1", version="")
        assert status == 422
        assert "is no lexicon file of mine/" in said["error"]
        assert client.ask("GET", f"/tune?file={name.replace(chr(0), '%00')}")[0] == 400
    assert client.ask("GET", "/..%2f..%2fetc/passwd")[0] == 404


def test_a_link_in_the_folder_is_not_written_through(served: Any, client: Client) -> None:
    (served.folder / "link.toml").symlink_to(served.corpus / "one.txt")
    assert client.post("save", name="link.toml", text="", version="")[0] == 422
    (served.folder / "local.toml").symlink_to(served.corpus / "one.txt")
    assert client.post("save", name="local.toml", text="", version="")[0] == 422
    assert (served.corpus / "one.txt").read_text().startswith("One")


def test_a_file_changed_underneath_is_a_conflict_and_stays(served: Any, client: Client) -> None:
    body = edited(served.desk)
    other = (served.folder / "mine.toml").read_text() + "\n# by somebody else\n"
    (served.folder / "mine.toml").write_text(other)
    status, said = client.post("save", **body)
    assert status == 409
    assert "changed elsewhere" in said["error"]
    assert (served.folder / "mine.toml").read_text() == other


def test_a_body_that_is_no_request_is_one_line(client: Client) -> None:
    for body in ("", "[", "[1]", '"x"', "[" * 100_000, '{"name": 3, "text": [], "version": null}'):
        status, _, text = client.ask("POST", "/api/save", body)
        assert status in (400, 422)
        assert list(json.loads(text)) == ["error"]


def test_a_concordance_that_can_not_be_had_is_a_sentence(client: Client) -> None:
    status, _, text = client.ask("GET", "/api/kwic?q=mine.decline.stagnent")
    assert status == 422
    assert json.loads(text)["error"].startswith("no term has the address 'mine.decline.stagnent'; did you mean")
    status, _, page = client.ask("GET", "/tune?q=mine.decline.stagnent")
    assert status == 200
    assert "did you mean mine.decline.stagnant" in page


def test_a_long_body_is_not_read_and_other_methods_are_refused(client: Client) -> None:
    assert client.ask("POST", "/api/save", None, content_length="3000000")[0] == 413
    assert client.ask("PUT", "/api/save", "{}")[0] == 405
    assert client.ask("OPTIONS", "/api/save")[0] == 405
    assert client.post("nothing")[0] == 404


def test_it_listens_on_this_machine_only(served: Any) -> None:
    with socket.socket() as other, pytest.raises(OSError):
        other.settimeout(2)
        other.connect((_outer_address(), served.port))


def _outer_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            pytest.skip("this machine has no other address")


def test_the_pages_of_the_report_are_those_of_the_lexicon_as_it_stands(served: Any, client: Client) -> None:
    assert client.ask("GET", "/index.html")[0] == 200
    assert "mine.decline.sham" not in client.ask("GET", "/method.html")[2]
    assert client.post("save", **edited(served.desk))[0] == 200
    assert "mine.decline.sham" in client.ask("GET", "/method.html")[2]


def test_the_editor_holds_the_file_as_it_is_and_all_else_shows_what_hides(served: Any, client: Client) -> None:
    name, hidden = "a\u00ad.toml", 'note = "co\u00adop \u200c \u202e &<b>"'
    text = (
        (served.folder / "mine.toml")
        .read_text()
        .replace('terms = ["stagnant"]', f'terms = [{{term = "stagnant", {hidden}}}]')
    )
    (served.folder / "mine.toml").rename(served.folder / name)
    (served.folder / name).write_text(text)
    page = client.ask("GET", f"/tune?file={quote(name)}")[2]
    assert html.unescape(page.split('wrap="off">\n')[1].split("</textarea>")[0]) == text
    assert f'data-name="{name}"' in page
    assert f'name="file" value="{name}"' in page
    assert '<label for="text">a⟦U+00AD⟧.toml</label>' in page


def test_what_a_script_shows_hides_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    line = desk.kwic("sham")[0]
    monkeypatch.setattr(Desk, "_name", lambda _, source: f"{source}\u202e")
    assert desk.kwic("sham")[0] == line | {"source": "unknown⟦U+202E⟧"}
    monkeypatch.setattr(
        "framing.studio.desk.compare", lambda *both: replace(compare(*both), names={"freedonia": "Free\u200cdonia"})
    )
    body = edited(desk)
    tried = desk.try_out(body["name"], body["text"])
    assert {told["target"] for told in (*tried["moves"], *tried["turns"])} == {"Free⟦U+200C⟧donia"}


# --- the desk, without a network ----------------------------------------------------------------------------------


def test_an_edit_is_tried_without_being_written_then_saved_with_its_comments(desk: Desk) -> None:
    body = edited(desk)
    before = (desk.folder / "mine.toml").read_text()
    tried = desk.try_out(body["name"], body["text"])
    assert tried["terms"].startswith("1 term added")
    assert any("mine.decline.sham" in turn["terms"] for turn in tried["turns"])
    assert (desk.folder / "mine.toml").read_text() == before
    saved = desk.save(body["name"], body["text"], body["version"])
    assert {k: saved[k] for k in tried} == tried
    assert (desk.folder / "mine.toml").read_text() == before.replace(*EDIT)


def test_a_text_that_does_not_load_is_not_saved_and_the_results_stay(desk: Desk) -> None:
    material, file = desk.material, desk.file("mine.toml")
    with pytest.raises(LexiconError, match=r"mine.toml:\d+: .*polarty"):
        desk.save("mine.toml", file["text"].replace("polarity", "polarty"), file["version"])
    assert desk.file("mine.toml") == file
    assert desk.refresh() is material


def test_every_page_says_that_the_lexicon_is_broken(client: Client, desk: Desk) -> None:
    path = desk.folder / "mine.toml"
    text = path.read_text()
    assert "can’t be used" not in client.ask("GET", "/")[2]
    path.write_text("[[[")
    told = "can’t be used; the last good results stay. mine.toml:1"
    assert all(told in client.ask("GET", page)[2] for page in ("/", "/tune"))
    path.write_text(text)
    assert "can’t be used" not in client.ask("GET", "/")[2]


def test_what_another_program_breaks_is_told_and_the_last_good_results_stay(desk: Desk) -> None:
    material, before = desk.refresh(), (desk.folder / "mine.toml").read_text()
    (desk.folder / "mine.toml").write_text("[[[")
    assert desk.refresh() is material
    assert desk.problem.startswith("mine.toml:1: not TOML")
    (desk.folder / "mine.toml").write_text(before.replace(*EDIT))
    assert desk.refresh() is not material
    assert desk.problem == ""


def test_a_suggestion_is_accepted_into_the_overlay_or_rejected(desk: Desk) -> None:
    first, second = desk.suggestions()[:2]
    desk.reject(second.term)
    assert second.term not in [s.term for s in desk.suggestions()]
    told = desk.accept(first.term, -0.5, "")
    assert told["unlogged"] == ""
    assert told["address"].endswith(first.term.replace(" ", "_"))
    assert first.term in (desk.folder / "local.toml").read_text()
    assert first.term not in [s.term for s in desk.suggestions()]
    with pytest.raises(ConflictError):
        desk.accept(desk.suggestions()[0].term, 0.5, "")


def test_a_hit_is_judged_once_and_blind(desk: Desk) -> None:
    hits = desk.draw("mine.decline.stagnant")
    assert len(hits) == 2
    assert desk.judge("mine.decline.stagnant", hits[0].key, True)["precision"].startswith("1 of 1 judged right")
    with pytest.raises(UsageError):
        desk.judge("mine.decline.stagnant", hits[0].key, True)
    assert [hit.key for hit in desk.draw("mine.decline.stagnant")] == [hits[1].key]


def test_the_folder_stays_clean(desk: Desk) -> None:
    body = edited(desk)
    desk.save(body["name"], body["text"], body["version"])
    assert [path.name for path in sorted(Path(desk.folder).iterdir())] == ["history.jsonl", "mine.toml"]


def test_the_log_keeps_what_was_saved_accepted_and_rejected_and_what_it_did(desk: Desk) -> None:
    body = edited(desk)
    told = desk.save(body["name"], body["text"], body["version"])
    first, second = (s.term for s in desk.suggestions()[:2])
    address = desk.accept(first, -0.5, "")["address"]
    desk.reject(second)
    desk.save(body["name"], body["text"] + "# only a comment\n", told["version"])
    saved, accepted, rejected = read_history(desk.folder)
    assert [change.did for change in (saved, accepted, rejected)] == ["save", "accept", "reject"]
    assert saved.row["added"] == ["mine.decline.sham"]
    assert saved.row["sentences"] == len(told["turns"]) > 0
    assert saved.row["moves"] and saved.row["moves"][0][3] != saved.row["moves"][0][4]
    assert saved.row["articles"] == 3
    assert (accepted.row["added"], accepted.old) == ([address], saved.new)
    assert rejected.row["terms"] == [second]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", saved.when)


def test_what_was_rejected_stays_away_from_the_next_desk(desk: Desk) -> None:
    (first, *_) = desk.suggestions()
    desk.reject(first.term)
    again = Desk(desk.material, [desk.folder], desk.folder)
    assert first.term not in [s.term for s in again.suggestions()]


def test_a_log_that_can_not_be_kept_is_told_and_the_save_stands(desk: Desk) -> None:
    (desk.folder / "history.jsonl").write_text("nonsense\n")
    body = edited(desk)
    told = desk.save(body["name"], body["text"], body["version"])
    assert told["unlogged"] == "This isn't in the log: history.jsonl:1: not a line of the log; take it out"
    assert desk.file("mine.toml")["text"] == body["text"]
    assert desk.file("mine.toml")["version"] == told["version"]


def test_a_verdict_reaches_the_report_without_a_change_of_the_lexicon(served: Any, client: Client) -> None:
    assert "0 of 1" not in client.ask("GET", "/method.html")[2]
    (hit, *_) = served.desk.draw("mine.decline.stagnant")
    assert client.post("judge", address="mine.decline.stagnant", key=hit.key, right=False)[0] == 200
    assert "0 of 1" in client.ask("GET", "/method.html")[2]
    (line,) = map(json.loads, (served.folder / "judgements.jsonl").read_text().splitlines())
    assert (line["term"], line["right"], line["when"][:2]) == ("mine.decline.stagnant", False, "20")


# --- two who write at once ------------------------------------------------------------------------------------------


def test_comparing_and_writing_are_one_step(tmp_path: Path) -> None:
    """Between the two another program may hold the folder, and what it writes must not be lost."""
    file = tmp_path / "mine.toml"
    file.write_text("old")
    told: Queue[object] = Queue()

    def late() -> None:
        try:
            told.put(save(file, "mine", version("old")))
        except ConflictError as error:
            told.put(error)

    with alone(tmp_path):
        waiting = threading.Thread(target=late)
        waiting.start()
        with pytest.raises(Empty):
            told.get(timeout=0.2)
        file.write_text("theirs")
    assert isinstance(told.get(timeout=10), ConflictError)
    assert file.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


def test_of_many_who_read_the_same_one_saves(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    for turn in range(5):
        file.write_text(f"old {turn}")
        together, saved = threading.Barrier(8), []

        def one(k: int, turn: int = turn, together: Any = together, saved: list[int] = saved) -> None:
            together.wait()
            with suppress(ConflictError):
                save(file, f"by {k}", version(f"old {turn}"))
                saved.append(k)

        threads = [threading.Thread(target=one, args=(k,)) for k in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [file.read_text()] == [f"by {k}" for k in saved]


def test_an_editor_that_writes_while_a_save_is_prepared_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("old")
    flushed = os.fsync

    def meanwhile(handle: int) -> None:
        file.write_text("theirs")
        flushed(handle)

    monkeypatch.setattr("framing.results.files.os.fsync", meanwhile)
    with pytest.raises(ConflictError):
        save(file, "mine", version("old"))
    assert file.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
