"""Refusals of what is typed of a person, and of people who cannot be written to here."""

from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

NOT_LISTED = Sentence(
    "Người này không còn trong danh sách của máy này.",
    "Có thể vừa được xóa, hoặc lần thêm người này vừa được hoàn tác. Hãy tìm lại.",
)
OF_OTHER_UNIT = Sentence(
    "Người này thuộc đơn vị khác nên không sửa được ở máy này.",
    "Hãy nhờ cán bộ xã, hoặc đơn vị của người đó sửa. " + KEPT,
)
# By the field that was typed.
PERSON_FIELDS: dict[str, Sentence] = {
    "full_name": Sentence(
        "Họ tên «{value}» không dùng được.",
        "Hãy ghi họ và tên bằng chữ, không có chữ số. " + KEPT,
    ),
    "birth": Sentence(
        "«{value}» không phải ngày sinh có thật.",
        "Hãy ghi ngày/tháng/năm, hoặc chỉ ghi năm. " + KEPT,
    ),
    "presence_on": Sentence(
        "«{value}» không phải một ngày có thật.",
        "Hãy ghi ngày/tháng/năm, hoặc để trống nếu không rõ. " + KEPT,
    ),
    "citizen_number": Sentence(
        "«{value}» không phải số CCCD.", "Hãy ghi đủ 12 chữ số (CMND cũ: 9). " + KEPT
    ),
}
