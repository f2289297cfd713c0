"""An older copy of a data folder put in the place of the present one, by command line.

No look at the computer says that the store went back: it shows when files come in. In the end all
agree, whoever it was; and a laptop that only says so makes the office do nothing.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.doctored import doctor
from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, YEAR, Offices
from tests.cli.carrying import Carrier, carrier, names, phones
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import HOA, MAI, NAM, YEN, add, moved
from tests.cli.test_healing_histories import give_office_to
from vanhoa_desktop.bundles.manifest import ChainPlace, DownMerged
from vanhoa_desktop.bundles.waymarks import Waymark
from vanhoa_desktop.services.exchange.answers import asks_for_answers

PutBack = Callable[[Path, Path], None]


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def as_another_folder(folder: Path, older: Path) -> None:
    """The present folder is gone, the older one has its name: the computer sees another file."""
    shutil.rmtree(folder)
    shutil.copytree(older, folder)


def over_the_present_one(folder: Path, older: Path) -> None:
    """File by file over what lies there: the computer sees the same file as ever."""
    for path in older.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())


WAYS = pytest.mark.parametrize("put_back", [as_another_folder, over_the_present_one])


def kept_copy(post: Carrier, machine: Machine) -> Path:
    """The folder as it is now, on a stick."""
    older = post.path("cu")
    shutil.copytree(machine.folder, older)
    return older


@WAYS
@pytest.mark.parametrize("words", [(), ("--full",)], ids=["what is new", "everything"])
def test_an_office_whose_folder_was_put_back_ends_like_the_villages(
    post: Carrier, machines: Machines, put_back: PutBack, words: tuple[str, ...]
) -> None:
    """Its own later words, a move among them, come home, and what it wrote since stands."""
    commune, village, other = machines.commune, machines.village, machines.other
    mai, nam = add(village, MAI), add(village, NAM)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "set", mai, "--phone", "0911000111")
    moved(commune, nam, CAM_BAO)
    post.exchange()
    commune.do("person", "set", mai, "--phone", "0911000222")
    add(village, HOA)
    post.exchange()
    put_back(commune.folder, older)
    yen = add(commune, YEN, "--unit", CAM_BAO)
    # Of what is new alone: who has not heard that the office asks answers in the next.
    for _ in range(1 if words else 3):
        post.exchange(*words)
    assert names(commune) == sorted([HOA, MAI, NAM, YEN])
    assert names(village) == sorted([HOA, MAI])
    assert names(other) == sorted([NAM, YEN])
    assert phones(commune, mai) == ["0911000111", "0911000222"]
    commune.do("person", "set", yen, "--phone", "0911000333")
    post.exchange()
    assert phones(other, yen) == ["0911000333"]
    post.agree()
    # Who holds one branch of the office's chain up to a place, and the other from there on.
    other.do("backup", "create", "-o", post.path("vhs"))


@WAYS
def test_an_office_that_was_put_back_twice_with_a_folder_moved_between_agrees_in_the_end(
    post: Carrier, machines: Machines, put_back: PutBack
) -> None:
    """The lost words are on a chain of which the older folder never heard."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    for phone in ("0911000111", "0911000222"):
        as_another_folder(commune.folder, kept_copy(post, commune))
        commune.do("person", "set", mai, "--phone", phone)
        post.exchange()
        put_back(commune.folder, older)
        post.exchange()
        post.exchange()
        post.exchange()
        post.agree()
    assert phones(commune, mai) == phones(village, mai) == ["0911000111", "0911000222"]


@WAYS
def test_an_office_that_was_put_back_hears_of_it_from_a_file_that_must_wait(
    post: Carrier, machines: Machines, put_back: PutBack
) -> None:
    """Most villages have new work on top of what the office lost; a number was given twice."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    add(village, HOA)
    post.up(village)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    put_back(commune.folder, older)
    add(village, NAM)
    early = post.saved_up(village)
    assert commune.run("bundle", "merge", early).error == "BUNDLE_GAP"
    assert not commune.do("certificate", "numbering", "--cycle", YEAR)["confirmed"]
    for _ in range(2):
        post.exchange("--full")
    assert names(commune) == names(village) == sorted([HOA, MAI, NAM])
    assert phones(commune, mai) == ["0911000111"]
    post.agree()


@WAYS
def test_an_office_that_was_given_away_after_it_was_put_back_hears_of_it_too(
    post: Carrier, machines: Machines, put_back: PutBack
) -> None:
    """What the villages repeat was signed by the office before."""
    commune, village = machines.commune, machines.village
    second = post.enrolled(COMMUNE, "--unit", COMMUNE)
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    put_back(commune.folder, older)
    give_office_to(post, second)
    assert second.do("certificate", "numbering", "--cycle", YEAR)["confirmed"]
    post.up(village)
    assert not second.do("certificate", "numbering", "--cycle", YEAR)["confirmed"]
    for _ in range(2):
        post.exchange()
    assert phones(second, mai) == phones(village, mai) == ["0911000111"]
    post.agree()


@WAYS
def test_an_office_that_sent_its_new_words_before_it_heard_of_the_loss_agrees_in_the_end(
    post: Carrier, machines: Machines, put_back: PutBack
) -> None:
    """Its numbers and its chain say twice what they said once, and a certificate waits."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, commune)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.down(NGOC_BAN)
    put_back(commune.folder, older)
    commune.do("person", "set", mai, "--phone", "0911000222")
    commune.do("person", "set", mai, "--phone", "0911000333")
    post.down(NGOC_BAN)
    for _ in range(4):
        post.exchange()
    told = {"0911000111", "0911000222", "0911000333"}
    assert set(phones(commune, mai)) == set(phones(village, mai)) == told
    post.agree()


@WAYS
def test_a_laptop_whose_folder_was_put_back_gets_its_work_again(
    post: Carrier, machines: Machines, put_back: PutBack
) -> None:
    """One exchange: its own file shows the office what it lacks."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = kept_copy(post, village)
    add(village, HOA)
    moved(commune, mai, CAM_BAO)
    post.exchange()
    put_back(village.folder, older)
    add(village, YEN)
    post.exchange()
    post.exchange()
    assert names(village) == sorted([HOA, YEN])
    assert names(commune) == sorted([HOA, MAI, YEN])
    post.agree()


def test_a_laptop_that_only_says_so_makes_the_office_ask_nobody(
    post: Carrier, machines: Machines, offices: Offices
) -> None:
    """It lies about what it saw and merged, and repeats waymarks of its own making."""
    commune = machines.commune
    add(machines.village, MAI)
    post.exchange()
    with offices.commune.open(writing=False) as session:
        chain = session.identity.chain
    laptop = doctor(offices.villages[0])
    seen = {chain: ChainPlace(900, "ab" * 32), "cd" * 16: ChainPlace(7, "ef" * 32)}
    forged = laptop.key.sign(b"vanhoa/waymark/1").hex()
    for number in range(2):
        lie = laptop.save(
            post.path(),
            created=f"lần {number}",
            known=seen,
            down_merged=DownMerged(90, "ab" * 32),
            installation="12" * 16,
            waymarks=(Waymark(chain, 900, "ab" * 32, forged),),
        )
        assert commune.do("bundle", "merge", lie)["refused"] == []
    with offices.commune.open(writing=False) as session:
        assert session.identity.chain == chain
        with session.database.reading() as reading:
            assert not asks_for_answers(reading, [laptop.device])
