"""What a file of ours is that was given at the wrong door, and where it belongs."""

from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence

GIVEN_FILES: dict[str, Sentence] = {
    OurFile.BUNDLE.value: Sentence(
        "Đây là tệp số liệu: tệp gửi xã, hoặc tệp kết quả của xã.",
        "Hãy nhận tệp này ở chỗ nhận tệp, không phải ở đây. " + KEPT,
    ),
    OurFile.REQUEST.value: Sentence(
        "Đây là tệp máy mới xin đăng ký với xã.",
        "Tệp này để máy chính của xã chấp nhận, ở «Thôn và máy». " + KEPT,
    ),
    OurFile.INVITE.value: Sentence(
        "Đây là tệp mời của xã cho một máy mới, không phải tệp số liệu.",
        "Hãy dùng trên chính máy mới đó, ở bước nhận tệp mời khi đăng ký máy. " + KEPT,
    ),
    OurFile.BACKUP.value: Sentence(
        "Đây là bản sao lưu.", "Chỉ dùng khi khôi phục số liệu của máy đã sao lưu. " + KEPT
    ),
    OurFile.RECOVERY.value: Sentence(
        "Đây là tệp khôi phục của xã.",
        "Hãy cất kỹ: chỉ dùng khi dựng lại máy chính của xã, cùng mã trên tờ giấy khôi phục. "
        + KEPT,
    ),
    OurFile.HAND_OVER.value: Sentence(
        "Đây là tệp bàn giao máy chính của xã.",
        "Hãy dùng trên máy được giao làm máy chính, ở việc nhận bàn giao. " + KEPT,
    ),
    OurFile.RESET_REQUEST.value: Sentence(
        "Đây là tệp xin đặt lại mật khẩu.", "Tệp này để máy chính của xã trả lời. " + KEPT
    ),
    OurFile.RESET_ANSWER.value: Sentence(
        "Đây là tệp xã trả lời để đặt lại mật khẩu.",
        "Hãy dùng trên máy đã xin đặt lại mật khẩu. " + KEPT,
    ),
}
