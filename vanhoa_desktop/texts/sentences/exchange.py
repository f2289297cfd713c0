"""Sentences about the exchange of files that are said in several places."""

from collections.abc import Sequence

from vanhoa_desktop.texts.words.moments import file_day

_WISHES_NAMED = 3
_FORBIDDEN = '\\/:*?"<>|'
# A name of a file may have 255 bytes, and a letter takes up to three.
_MOST_NAME = 60
DIFFERS_TEXT = (
    "Số liệu nơi kia đang giữ khác với máy này. Hãy gửi cho nhau mỗi bên một tệp: chương trình tự "
    "gửi lại tất cả, hai bên sẽ khớp."
)


ROOT_KEY_MISSING_TEXT = (
    "Máy này là máy chính của xã nhưng thiếu tệp khóa gốc, nên không chấp nhận và không ngừng được "
    "máy nào. Hãy khôi phục bằng tệp khôi phục và mã trên tờ giấy khôi phục; số liệu còn nguyên."
)


def differing_units_text(names: Sequence[str]) -> str:
    """What the commune reads of units that hold something else; empty without any."""
    if not names:
        return ""
    return (
        f"Số liệu của {', '.join(names)} ở máy xã và máy dưới đó đang khác nhau. Hãy lưu tệp kết "
        "quả gửi xuống, rồi nhận tệp gửi lên: chương trình tự gửi lại tất cả, hai bên sẽ khớp."
    )


def unbelieved_text(names: Sequence[str]) -> str:
    """What the commune reads of units whose file told of what it never sent; empty without any."""
    if not names:
        return ""
    return (
        f"Tệp gần nhất của {', '.join(names)} nói đã nhận của xã những tệp mà xã không gửi. Máy "
        "này không tin điều đó, số liệu không bị ảnh hưởng. Hãy hỏi lại người giữ máy ở đó."
    )


def disproved_text(changes: int) -> str:
    """What was left out because the end of its device proves that something else stood there."""
    return (
        f"Để ngoài {changes} thay đổi không khớp với những gì máy đã ngừng từng gửi (bản sao cũ "
        "của thư mục, hoặc có người giả danh máy đó). Số liệu đang có không đổi; xem lại trong "
        "«Ai đã sửa gì, khi nào»."
    )


def units_back_text(names: Sequence[str]) -> str:
    """That the office wrote removed units back on which something hangs; empty without any."""
    if not names:
        return ""
    told = ", ".join(f"«{name}»" for name in names)
    return (
        f"{told} từng bị bỏ khỏi danh sách, nhưng nay có người hoặc máy của nơi ấy: máy này đã ghi "
        "lại vào danh sách thôn, đơn vị. Hãy gửi tệp kết quả cho các nơi; nếu đã thêm lại một nơi "
        "cùng tên thì bỏ nơi còn trống."
    )


def wishes_text(wishes: Sequence[tuple[str, str, str]]) -> str:
    """What the commune reads of people whom a unit wishes to be assessed elsewhere.

    Each is a name, the unit at home and the other one; empty without any.
    """
    if not wishes:
        return ""
    shown = [f"{name} ({home} → {elsewhere})" for name, home, elsewhere in wishes[:_WISHES_NAMED]]
    more = [f"và {len(wishes) - len(shown)} người nữa"] if len(wishes) > len(shown) else []
    return (
        f"Thôn xin cho {len(wishes)} người được đánh giá ở nơi khác: {'; '.join([*shown, *more])}. "
        "Chưa có hiệu lực cho đến khi xã trả lời."
    )


def bundle_name(what: str, unit_name: str, now: str) -> str:
    """The name of a file to be sent: «Gửi xã - Thôn Cẩm Bào - 25-11-2026.vhb»."""
    name = f"{what} - {unit_name[:_MOST_NAME]} - {file_day(now)}"
    kept = "".join(" " if char in _FORBIDDEN else char for char in name)
    return f"{' '.join(kept.split())}.vhb"
