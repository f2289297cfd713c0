"""What a file would do, in words: «12 hồ sơ mới (10 người, 2 hộ), 3 số liệu chưa khớp»."""

from collections.abc import Mapping, Sequence

from vanhoa_desktop.texts.sentences.holding import SHOWN_NAMES, names_text
from vanhoa_desktop.texts.words.numbers import count_text

_KINDS = {
    "person": "người",
    "household": "hộ",
    "clan": "dòng họ",
    "registration": "phiếu đăng ký",
    "assessment": "phiếu đánh giá",
    "minutes": "biên bản",
    "evidence": "minh chứng",
    "digital": "kỹ năng số",
    "unit": "thôn, đơn vị",
    "cycle": "năm đánh giá",
    "criteria": "bộ tiêu chí",
    "setting": "thiết lập",
    "decision": "quyết định",
    "recognition": "công nhận",
    "same_person": "nghi trùng người",
}
_OTHER = "hồ sơ khác"


def kind_term(kind: str) -> str:
    """What people call a record of a kind: «phiếu đánh giá»."""
    return _KINDS.get(kind, _OTHER)


_ASKS_FOR_ALL = (
    "Máy xã vừa được khôi phục và hỏi lại mọi số liệu. Nhận xong, hãy lưu một tệp gửi xã và gửi đi."
)
_ANSWERS_WITH_ALL = (
    "Đây là tệp trả lời máy xã vừa khôi phục; nhận thì máy xã biết đã có đủ của nơi này."
)


def restored_text(*, asks: bool, answers: bool) -> str:
    """What a file is in an exchange with a restored office; empty for any other."""
    if asks:
        return _ASKS_FOR_ALL
    return _ANSWERS_WITH_ALL if answers else ""


def record_counts_text(counts: Mapping[str, int]) -> str:
    """«10 người, 2 hộ»: records by kind, in the order of the register."""
    known = [
        f"{count_text(counts[kind])} {word}" for kind, word in _KINDS.items() if counts.get(kind)
    ]
    others = sum(number for kind, number in counts.items() if kind not in _KINDS)
    return ", ".join([*known, *([f"{count_text(others)} {_OTHER}"] if others else [])])


def records_text(counts: Mapping[str, int], what: str) -> str:
    """«12 hồ sơ mới (10 người, 2 hộ)»; empty where there is none."""
    number = sum(counts.values())
    return f"{count_text(number)} hồ sơ {what} ({record_counts_text(counts)})" if number else ""


def counts_text(counted: Sequence[tuple[int, str]]) -> str:
    """«3 số liệu chưa khớp, 1 sửa muộn»; what is zero is left out."""
    return ", ".join(f"{count_text(number)} {what}" for number, what in counted if number)


def taken_back_text(kinds: Mapping[str, int], people: Sequence[str]) -> str:
    """What the commune took back of the unit's work, of whom, and what can be done; empty: none."""
    if not kinds:
        return ""
    whose = f" của {names_text(people)}" if people else ""
    return (
        f"Xã đã hoàn tác việc nhận tệp của nơi này: {record_counts_text(kinds)}{whose} không còn "
        "được tính. Nếu nơi này không đề nghị thì hãy hỏi xã; xã làm lại được, không phải nhập lại."
    )


def left_standing_text(kept: Sequence[str], elsewhere: Sequence[str]) -> list[str]:
    """Whom an undo leaves something that was written beside it, and whom it does not touch."""
    lines = [
        (kept, "vẫn giữ phiếu, đăng ký với những gì được ghi ở lần khác"),
        (elsewhere, "giữ nguyên, vì xã đã chuyển đơn vị"),
    ]
    return [
        f"{count_text(len(names))} người {what}: {names_text(names)}."
        for names, what in lines
        if names
    ]


def overruled_text(told: Sequence[str]) -> str:
    """What a laptop took back although others had written more of it; empty for nothing."""
    if not told:
        return ""
    shown = "; ".join(told[:SHOWN_NAMES])
    more = len(told) - SHOWN_NAMES
    rest = f"; và {count_text(more)} hồ sơ nữa" if more > 0 else ""
    return (
        "Nơi nhập danh sách đã hoàn tác cả những hồ sơ mà nơi khác, máy khác đã ghi thêm "
        f"({shown}{rest}). Hãy hỏi nơi ấy: nếu họ đã nhập lại những người ấy thì ghi lại những "
        "điều này vào hồ sơ mới; nếu nhầm thì máy đã hoàn tác bấm «Làm lại»."
    )


def given_away_text(people: Sequence[str], assessed: Sequence[str]) -> str:
    """Whom the commune gave to other units; empty for nobody."""
    lines = []
    if people:
        number = count_text(len(people))
        lines.append(f"Xã đã chuyển {number} người sang nơi khác: {names_text(people)}.")
    if assessed:
        number = count_text(len(assessed))
        lines.append(
            f"{number} người từ nay do nơi khác đánh giá: {names_text(assessed)}. Phiếu của họ do "
            "nơi ấy chấm và gửi xã; nếu nhầm, hãy báo xã."
        )
    return "\n".join(lines)


def people_changed_text(gone: Sequence[str], renamed: Sequence[tuple[str, str]]) -> str:
    """Who leaves the list and who is called otherwise, by name; empty for nobody."""
    lines = []
    if gone:
        lines.append(f"Ra khỏi danh sách {count_text(len(gone))} người: {names_text(gone)}.")
    if renamed:
        names = [f"«{before}» → «{after}»" for before, after in renamed]
        lines.append(f"Đổi họ tên {count_text(len(renamed))} người: {names_text(names)}.")
    return "\n".join(lines)


def registered_text(fresh: int, added: int, kept: int) -> str:
    """What registering came to: who is new, who got a consent, who stayed as they were."""
    told = [
        (fresh, "đăng ký mới"),
        (added, "đã đăng ký, nay ghi thêm sự đồng ý"),
        (kept, "giữ nguyên như đã ghi"),
    ]
    parts = [f"{count_text(number)} người {what}" for number, what in told if number]
    return "; ".join(parts or ["không có ai"]) + "."
