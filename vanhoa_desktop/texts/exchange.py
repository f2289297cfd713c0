"""Sentences about the exchange of files that are said in several places."""

from collections.abc import Sequence

DIFFERS_TEXT = (
    "Số liệu nơi kia đang giữ khác với máy này. Hãy gửi cho nhau mỗi bên một tệp: chương trình tự "
    "gửi lại tất cả, hai bên sẽ khớp."
)


def differing_units_text(names: Sequence[str]) -> str:
    """What the commune reads of units that hold something else; empty without any."""
    if not names:
        return ""
    return (
        f"Số liệu của {', '.join(names)} ở máy xã và máy dưới đó đang khác nhau. Hãy lưu tệp kết "
        "quả gửi xuống, rồi nhận tệp gửi lên: chương trình tự gửi lại tất cả, hai bên sẽ khớp."
    )
