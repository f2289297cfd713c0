"""Sentences about an office that went back: whom it awaits, and what nobody can bring back."""

from collections.abc import Sequence

from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.texts.sentences.holding import names_text
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.numbers import count_text

ALL_BACK = "Những gì các thôn, đơn vị đã ghi và đã nhận của xã thì máy này đã có lại đủ."
BACK_SHORT = "Các nơi đã gửi lại đủ. Việc không lấy lại được: xem ở trang đầu."
SENT_NEXT = "Hãy gửi mỗi nơi một tệp, rồi nhận tệp họ gửi lên."
ALL_ENROLLED = "các thôn, đơn vị có máy đã đăng ký"
NEVER_RESTORED = "Máy này chưa phải khôi phục lần nào."
_END_DIGITS = 6
NEXT_STEP = (
    "Hãy lưu tệp hỏi lại, gửi mỗi nơi một tệp, rồi nhận tệp họ gửi lên. Thôn, năm, danh sách có "
    "lại từ các tệp đó: trước khi nhận đủ, đừng thêm thôn, đừng mở năm."
)
FELL_BEHIND = (
    "Thư mục số liệu của máy này cũ hơn những gì xã đã gửi đi: một bản chép cũ đã nằm đè lên. Máy "
    "này hỏi lại mọi nơi: hãy lưu tệp hỏi lại, gửi mỗi nơi một tệp, rồi nhận tệp họ gửi lên. Trước "
    "khi nhận đủ, đừng công nhận và đừng in giấy; số giấy phải xác nhận lại theo sổ."
)
SHARED_FOLDER = (
    "Có máy khác cũng ghi trên một bản chép của thư mục số liệu này. Chỉ dùng một máy; máy này hỏi "
    "lại mọi nơi: hãy lưu tệp hỏi lại, gửi mỗi nơi một tệp, rồi nhận tệp họ gửi lên. Số giấy phải "
    "xác nhận lại theo sổ."
)
UNIT_LEFT = (
    "Thư mục số liệu của máy này từng bị chép đè hoặc chép sang máy khác. Hãy lưu tệp gửi xã, rồi "
    "nhận tệp kết quả: hai bên sẽ khớp. Việc chưa gửi xã trên bản kia thì phải làm lại."
)
ENDED_UNHEARD = (
    "Máy xã vừa khôi phục và chưa nhận lại tệp nào của máy này: cả việc máy đã gửi trước đây mà "
    "máy xã chưa có lại cũng không còn tính."
)
_BEGAN = {
    RestoreSource.BACKUP: "Máy xã vừa khôi phục từ bản sao lưu lúc {at}",
    RestoreSource.NOTHING: "Máy xã vừa dựng lại, không có bản sao lưu",
    RestoreSource.OLDER_FOLDER: "Thư mục số liệu của máy xã đã bị một bản chép cũ đè lên",
    RestoreSource.SHARED_FOLDER: "Có máy khác cũng ghi trên bản chép của thư mục số liệu này",
    RestoreSource.UNKNOWN: "Máy xã đã khôi phục",
}
_UNSENT = {
    RestoreSource.BACKUP: "Việc xã ghi sau bản sao lưu lúc {at} mà chưa gửi nơi nào",
    RestoreSource.NOTHING: "Việc xã đã ghi mà chưa gửi nơi nào",
    RestoreSource.OLDER_FOLDER: "Việc xã ghi sau bản chép cũ đó mà chưa gửi nơi nào",
    RestoreSource.SHARED_FOLDER: "Việc ghi ở bản chép kia mà chưa gửi nơi nào",
    RestoreSource.UNKNOWN: "Việc xã ghi sau bản đã khôi phục mà chưa gửi nơi nào",
}


def whose_text(unit_name: str, devices: Sequence[tuple[str, str]]) -> str:
    """Whose devices are meant: the unit, or where its name is not known the officers.

    Each device is an officer and a fingerprint, whose end tells people of one name apart.
    """
    if unit_name or not devices:
        return unit_name or "nơi chưa rõ tên"
    named = [f"{officer} (mã …{heard[-_END_DIGITS:]})" for officer, heard in devices]
    return f"máy của {names_text(named)}"


def awaited_text(source: RestoreSource, at: str, awaited: Sequence[str]) -> str:
    """That an office went back, whom it awaits, and what to do."""
    short = short_awaited_text(awaited)
    return f"{began_text(source, at)}; {short[0].lower()}{short[1:]} {NEXT_STEP}"


def short_awaited_text(awaited: Sequence[str]) -> str:
    """Whom an office awaits that went back, where there is little room."""
    number = count_text(len(awaited))
    return f"Còn chờ {number} nơi gửi lại số liệu: {names_text(awaited)}."


def unsent_text(source: RestoreSource, at: str) -> str:
    """What nobody can bring back, and nobody can know of."""
    unsent = _UNSENT[source].format(at=moment_text(at))
    return (
        f"{unsent} (mẫu phúc tra, ghép người trùng thì không gửi thôn) thì không lấy lại được: hãy "
        "xem lại giấy tờ, sổ của xã từ lúc đó và ghi lại."
    )


def back_text(source: RestoreSource, at: str) -> str:
    """Everybody has answered: what is here again, and what is not."""
    return f"{began_text(source, at)}. {ALL_BACK} {unsent_text(source, at)}"


def still_missing_text(whose: str, missing: int) -> str:
    """Changes that an answer may still bring."""
    return f"{count_text(missing)} thay đổi của {whose} chưa có lại, còn chờ các tệp gửi lại."


def lost_text(whose: str, missing: int) -> str:
    """Changes that somebody saw and no device holds any more."""
    return f"Mất {count_text(missing)} thay đổi của {whose}: không máy nào còn giữ."


def began_text(source: RestoreSource, at: str) -> str:
    """What the office went back to, without a full stop."""
    return _BEGAN[source].format(at=moment_text(at))


def fell_back_text(source: RestoreSource, *, is_office: bool) -> str:
    """What a file that was taken in showed of this folder, and what to do."""
    if not is_office:
        return UNIT_LEFT
    return FELL_BEHIND if source is RestoreSource.OLDER_FOLDER else SHARED_FOLDER
