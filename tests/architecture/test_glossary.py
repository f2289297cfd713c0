"""One word per thing: the glossary knows every noun of the domain."""

import re

from tests.architecture.source_tree import ROOT, package_modules


def test_the_glossary_explains_every_class_of_the_domain() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`(\w+)`", glossary))
    nouns = {
        node.name
        for module in package_modules()
        if module.name.startswith("vanhoa_desktop/domain/")
        for node in module.classes()
        if not node.name.startswith("_")
    }
    assert sorted(nouns - explained) == []
