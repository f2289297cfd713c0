"""The commune's settings in words."""

from collections.abc import Mapping

_LABELS: Mapping[str, str] = {
    "counting.adult_age": "Người lớn: từ bao nhiêu tuổi (tính đến 31/12)",
    "counting.not_counted": "Không tính vào số người lớn (biến động, cách nhau dấu phẩy)",
    "counting.stations_are_units": "Trạm y tế là đơn vị học tập (yes, no)",
    "counting.least_clan_households": "Dòng họ có ít nhất bao nhiêu hộ mới tính",
    "targets.plan": "Chỉ tiêu theo kế hoạch",
    "targets.area": "Địa bàn của kế hoạch (các thôn, đơn vị; để trống: cả xã)",
}


def setting_label(key: str) -> str:
    """What a setting decides."""
    return _LABELS.get(key, key)
