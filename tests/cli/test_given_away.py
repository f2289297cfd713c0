"""A village is told by name whom the commune gave to others, before and after it takes that."""

from pathlib import Path

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR
from tests.cli.carrying import carrier
from tests.cli.conftest import Machines

OF_YEAR = ("--cycle", YEAR)


def test_who_was_moved_and_who_is_assessed_elsewhere_is_named(
    machines: Machines, tmp_path: Path
) -> None:
    commune, village = machines.commune, machines.village
    post = carrier(machines, tmp_path)
    for name in ("Đỗ Thị Hòa", "Lê Thị Cúc", "Nguyễn Văn Bình"):
        village.do("person", "add", name)
        village.do("assess", "set", name, *OF_YEAR, "--by", "village", "CS1=9")
    post.take(commune, post.saved_up(village))
    commune.do("person", "move", "Đỗ Thị Hòa", "--to", CAM_BAO)
    commune.do("person", "assess-at", "Lê Thị Cúc", *OF_YEAR, "--unit", CAM_BAO)
    sent = post.saved_down(NGOC_BAN)
    moved = "Xã đã chuyển 1 người sang nơi khác: Đỗ Thị Hòa."
    assessed = (
        "1 người từ nay do nơi khác đánh giá: Lê Thị Cúc. Phiếu của họ do nơi ấy chấm và gửi xã"
    )
    told = {"people": ["Đỗ Thị Hòa"], "assessed": ["Lê Thị Cúc"]}
    assert village.do("bundle", "inspect", sent)["effect"]["given_away"] == told
    for said in (village.tell("bundle", "inspect", sent), village.tell("bundle", "merge", sent)):
        assert moved in said.out
        assert assessed in said.out
    again = village.do("bundle", "merge", sent)
    assert (again["skipped"], again["given_away"]) == (1, [])
