"""For every error code: what happened, and what to do next, in the words of the office."""

from string import Formatter

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors.bundle_errors import BUNDLE_SENTENCES, BUNDLE_VARIANTS
from vanhoa_desktop.texts.errors.error_sentence import KEPT, Sentence
from vanhoa_desktop.texts.errors.file_errors import FILE_SENTENCES, FILE_VARIANTS
from vanhoa_desktop.texts.errors.given_files import GIVEN_FILES
from vanhoa_desktop.texts.errors.paper_errors import ISSUER_ALONE, NO_SUCH_DECISION, PAPER_SENTENCES
from vanhoa_desktop.texts.errors.passphrase_errors import PASSPHRASE_SENTENCES
from vanhoa_desktop.texts.errors.person_errors import NOT_LISTED, OF_OTHER_UNIT, PERSON_FIELDS
from vanhoa_desktop.texts.errors.recovery_errors import RECOVERY_SENTENCES, RECOVERY_VARIANTS
from vanhoa_desktop.texts.errors.spreadsheet_errors import SPREADSHEET_SENTENCES
from vanhoa_desktop.texts.errors.undo_errors import UNDO_SENTENCES, UNDO_VARIANTS
from vanhoa_desktop.texts.words.terms import field_term, indicator_term

_KEPT = KEPT

SENTENCES: dict[ErrorCode, Sentence] = {
    **PASSPHRASE_SENTENCES,
    ErrorCode.AMBIGUOUS: Sentence(
        "Có {count} kết quả cho «{text}»: {candidates}.",
        "Hãy ghi rõ hơn, hoặc dùng mã của người, đơn vị đó.",
    ),
    ErrorCode.NOT_FOUND: Sentence(
        "Không tìm thấy «{text}».", "Hãy kiểm tra lại chữ viết, hoặc tìm bằng một phần tên."
    ),
    ErrorCode.NOT_ENROLLED: Sentence(
        "Máy này chưa được xã đăng ký.", "Hãy lưu tệp xin đăng ký gửi xã, rồi nhận tệp mời của xã."
    ),
    ErrorCode.ROLE_NOT_ALLOWED: Sentence(
        "Việc này chỉ làm được trên máy của xã.", "Hãy nhờ cán bộ xã thực hiện."
    ),
    ErrorCode.RECORD_OF_OTHERS: Sentence(
        "Hồ sơ này không do đơn vị của máy này ghi, hoặc đã gửi xã.",
        "Hãy đề nghị xã sửa, hoặc xem người này đang ở đơn vị nào. " + _KEPT,
    ),
    ErrorCode.ASSESSED_ELSEWHERE: Sentence(
        "Năm {year}, {person} được đánh giá tại {unit}.",
        "Hãy để {unit} chấm điểm; nếu ghi nhầm nơi đánh giá, hãy đề nghị xã đổi lại. " + _KEPT,
    ),
    ErrorCode.CANONICAL_INVALID: Sentence(
        "Có giá trị không ghi được.", "Hãy gõ lại giá trị đó. " + _KEPT
    ),
    ErrorCode.VALUE_INVALID: Sentence(
        "Giá trị «{value}» không hợp lệ.", "Hãy sửa lại rồi lưu. " + _KEPT
    ),
    ErrorCode.TEXT_NOT_ALLOWED: Sentence(
        "«{text_field}» dài {length} chữ, chỉ được tối đa {most} chữ.",
        "Hãy viết ngắn lại rồi lưu. " + _KEPT,
    ),
    ErrorCode.POINTS_NOT_ALLOWED: Sentence(
        "{indicator}: không nhận điểm {value}.",
        "Điểm phải từ 0 đến {max}, cách nhau {step}. Chưa điểm nào được ghi.",
    ),
    ErrorCode.CRITERIA_INVALID: Sentence(
        "Bộ tiêu chí {name} có chỗ sai: {problems}", "Hãy sửa những chỗ đã nêu. " + _KEPT
    ),
    ErrorCode.TARGETS_INVALID: Sentence(
        "Tệp chỉ tiêu {name} có chỗ sai, dòng {line}: {problems}.",
        "Hãy sửa tệp theo các dòng đã nêu rồi làm lại.",
    ),
    ErrorCode.SNAPSHOT_ALTERED: Sentence(
        "Bản chốt số liệu năm {year} không còn đúng như lúc chốt.",
        "Không dùng bản này để báo cáo; hãy xem lịch sử của bản chốt và báo người phụ trách.",
    ),
    ErrorCode.SAMPLE_EMPTY: Sentence(
        "Năm {year} chưa có phiếu nào đã chấm đủ và gửi xã để phúc tra.",
        "Hãy nhận tệp của các thôn, đơn vị rồi rút mẫu lại.",
    ),
    ErrorCode.SAMPLE_NOT_DRAWN: Sentence("Năm {year} chưa rút mẫu phúc tra.", "Hãy rút mẫu trước."),
    ErrorCode.NOT_IN_SAMPLE: Sentence(
        "{person} không có trong mẫu phúc tra năm {year}.",
        "Hãy xem danh sách đã rút; người ngoài mẫu không ghi vào đây.",
    ),
    ErrorCode.RESOURCE_MISSING: Sentence(
        "Bản cài đặt thiếu tệp {name}.", "Hãy cài lại chương trình; số liệu không bị ảnh hưởng."
    ),
    ErrorCode.EVIDENCE_NOT_ACCEPTED: Sentence(
        "Tệp này không phải ảnh hoặc PDF mà chương trình nhận.",
        "Hãy chụp ảnh, hoặc lưu lại dạng JPEG, PNG hay PDF, rồi đính kèm. " + _KEPT,
    ),
    ErrorCode.EVIDENCE_DAMAGED: Sentence(
        "Tệp minh chứng bị hỏng, có lẽ chép chưa xong.",
        "Hãy chép lại từ điện thoại (gửi dạng tệp) hoặc chụp lại, rồi đính kèm. " + _KEPT,
    ),
    ErrorCode.EVIDENCE_TOO_LARGE: Sentence(
        "Tệp minh chứng quá lớn.",
        "Hãy chụp lại ở cỡ thường; với PDF, quét lại ở độ phân giải thấp hơn hoặc chia nhỏ. "
        + _KEPT,
    ),
    ErrorCode.EVIDENCE_NOT_HERE: Sentence(
        "Tệp của minh chứng này chưa về máy này.",
        "Hãy nhận tiếp các tệp của nơi gửi; nếu vẫn thiếu, đề nghị nơi đó lưu và gửi lại.",
    ),
    ErrorCode.UNIT_EXISTS: Sentence(
        "Đã có thôn, đơn vị tên {name}.", "Hãy dùng đơn vị đó, hoặc đặt tên khác."
    ),
    ErrorCode.UNIT_ALIKE: Sentence(
        "Xã đã có {known}, chỉ khác dấu với {name}.",
        "Nếu là một nơi thì không cần thêm; nếu là hai nơi khác nhau thì xác nhận rồi thêm.",
    ),
    ErrorCode.UNIT_IN_USE: Sentence(
        "Không bỏ được {name}: nơi này đã có {used}.",
        "Chỉ bỏ được nơi mới thêm mà chưa có gì. Nếu chỉ ghi nhầm tên thì đổi tên. " + _KEPT,
    ),
    ErrorCode.CYCLE_EXISTS: Sentence("Năm đánh giá {year} đã được mở.", "Không cần mở lại."),
    ErrorCode.CYCLE_NOT_OPEN: Sentence(
        "Năm đánh giá {year} chưa được mở.",
        "Hãy chờ tệp của xã, hoặc (ở xã) mở năm đánh giá trước.",
    ),
    ErrorCode.ASSESSMENT_CLOSED: Sentence(
        "Phiếu của {person} đã gửi xã nên không sửa được ở đây.",
        "Nếu cần sửa thì thôn đề nghị xã trả lại để bổ sung; xã trả lại từng phiếu ở «Kết quả từng "
        "người». " + _KEPT,
    ),
    ErrorCode.NOTHING_DECIDED: Sentence(
        "Năm {year} chưa có quyết định công nhận nào.",
        "Hãy thẩm định và ra quyết định công nhận, rồi in.",
    ),
    ErrorCode.DECISION_EXISTS: Sentence(
        "Số quyết định {number} đã dùng cho quyết định ngày {date}.",
        "Hãy kiểm tra sổ văn bản và ghi số khác; thêm số 0 ở đầu, dấu cách hay viết chữ hoa, chữ "
        "thường khác đi thì vẫn là số ấy. " + _KEPT,
    ),
    ErrorCode.DECISION_TOO_EARLY: Sentence(
        "Ngày quyết định {date} trước khi năm đánh giá {year} bắt đầu.",
        "Hãy xem lại ngày, tháng, năm ghi trên quyết định. " + _KEPT,
    ),
    ErrorCode.CONFIRMED_CHANGED: Sentence(
        "Chưa làm: số liệu đã thay đổi sau khi hỏi (thêm {added}, bớt {gone}).",
        "Hãy bấm lại và đọc câu hỏi mới. " + _KEPT,
    ),
    **UNDO_SENTENCES,
    ErrorCode.CONFLICT_STALE: Sentence(
        "Chỗ chưa khớp «{text}» đã được giải quyết hoặc đã thay đổi từ khi xem.",
        "Hãy xem lại danh sách «Số liệu chưa khớp» rồi chọn. " + _KEPT,
    ),
    ErrorCode.CONFLICT_OF_COMMUNE: Sentence(
        "«{field}» do xã quyết định.",
        "Hãy báo xã giải quyết, rồi nhận tệp kết quả của xã. " + _KEPT,
    ),
    **SPREADSHEET_SENTENCES,
    ErrorCode.IMPORT_HAS_ERRORS: Sentence(
        "Có {count} dòng sai nên chưa nhập dòng nào: {first}",
        "Hãy sửa các dòng đó rồi nhập lại. " + _KEPT,
    ),
    ErrorCode.KEY_INVALID: Sentence(
        "Khóa trong tệp không hợp lệ.", "Không dùng tệp này. Hãy xin máy kia lưu lại tệp đăng ký."
    ),
    ErrorCode.STATEMENT_INVALID: Sentence(
        "Giấy ủy nhiệm trong tệp không hợp lệ.", "Hãy xin xã gửi lại tệp. " + _KEPT
    ),
    ErrorCode.REQUEST_INVALID: Sentence(
        "Tệp này không phải tệp xin đăng ký máy, hoặc đã hỏng.",
        "Hãy xin thôn, đơn vị lưu lại tệp. " + _KEPT,
    ),
    ErrorCode.INVITE_INVALID: Sentence(
        "Tệp này không phải tệp mời của xã, hoặc đã hỏng.", "Hãy xin xã gửi lại tệp mời. " + _KEPT
    ),
    ErrorCode.INVITE_NOT_FOR_US: Sentence(
        "Tệp mời này dành cho máy khác.", "Hãy xin xã lưu tệp mời cho đúng máy này. " + _KEPT
    ),
    ErrorCode.REQUEST_REFUSED: Sentence(
        "Tệp xin đăng ký này đã bị xã từ chối.",
        "Nếu đúng là máy của thôn, hãy xin máy đó lưu tệp xin đăng ký mới. " + _KEPT,
    ),
    ErrorCode.DEVICE_ENROLLED: Sentence(
        "Máy {device} đã được đăng ký.",
        "Muốn ngừng máy này, hãy chọn «Ngừng sử dụng máy». " + _KEPT,
    ),
    ErrorCode.DEVICE_IS_OFFICE: Sentence(
        "Máy này đang là máy chính của xã nên không ngừng được.",
        "Hãy giao quyền máy chính cho máy khác của xã trước. " + _KEPT,
    ),
    ErrorCode.FINGERPRINT_REQUIRED: Sentence(
        "Cần mã đối chiếu của {whose}.", "Hãy gọi điện hỏi 24 chữ số của mã đối chiếu rồi ghi vào."
    ),
    ErrorCode.FINGERPRINT_MISMATCH: Sentence(
        "Mã đối chiếu không khớp.",
        "Đừng dùng tệp này. Hãy gọi điện đọc lại mã; nếu vẫn không khớp, xin tệp mới. " + _KEPT,
    ),
    **RECOVERY_SENTENCES,
    **FILE_SENTENCES,
    **BUNDLE_SENTENCES,
    **PAPER_SENTENCES,
}


# Where one code is met in several places, a fact says in which, and so what to do next.
VARIANTS: dict[ErrorCode, tuple[str, dict[str, Sentence]]] = {
    **FILE_VARIANTS,
    **BUNDLE_VARIANTS,
    **RECOVERY_VARIANTS,
    **UNDO_VARIANTS,
    ErrorCode.SPREADSHEET_NO_HEADINGS: (
        "why",
        {
            "heads": Sentence(
                "Bảng {path} chỉ có cột họ tên chủ hộ, không có cột «Họ và tên».",
                "Nếu mỗi dòng là một người cần nhập thì sửa tiêu đề cột đó thành «Họ và tên» rồi "
                "nhập lại. " + _KEPT,
            ),
        },
    ),
    ErrorCode.NOT_FOUND: (
        "what",
        {
            "unit": Sentence(
                "Không có thôn, đơn vị «{text}».",
                "Hãy ghi đủ tên như trong danh sách thôn, đơn vị của xã.",
            ),
            "person": Sentence(
                "Không tìm thấy ai tên «{text}».",
                "Hãy kiểm tra lại chữ viết, hoặc tìm bằng số CCCD.",
            ),
            "listed person": NOT_LISTED,
            "row": Sentence(
                "Không có dòng «{text}» nào là dòng người để trả lời.",
                "Hãy xem lại số dòng, tên trang trong các câu hỏi của lần xem trước.",
            ),
            "device": Sentence(
                "Không có máy nào mang mã «{text}».", "Hãy xem mã trong danh sách máy đã đăng ký."
            ),
            "device of unit": Sentence(
                "«{text}» chưa có máy nào được đăng ký.",
                "Hãy chấp nhận tệp xin đăng ký máy của đơn vị đó trước. " + _KEPT,
            ),
            "decision": NO_SUCH_DECISION,
            "setting": Sentence(
                "Không có thiết lập «{text}».", "Hãy xem tên trong danh sách thiết lập. " + _KEPT
            ),
            "household": Sentence(
                "Không có hộ nào mang mã «{text}».", "Hãy ghi đúng mã hộ như trong danh sách hộ."
            ),
            "clan": Sentence(
                "Không có dòng họ «{text}».", "Hãy ghi đủ tên như trong danh sách dòng họ của xã."
            ),
            "evidence": Sentence(
                "Không có minh chứng nào mang mã «{text}».",
                "Hãy xem mã trong danh sách minh chứng của người đó.",
            ),
            "sheet": Sentence(
                "Bảng tính không có trang «{text}».", "Hãy ghi đúng tên trang tính. " + _KEPT
            ),
            "heading": Sentence(
                "Bảng tính không có cột «{text}».", "Hãy ghi đúng tiêu đề cột. " + _KEPT
            ),
        },
    ),
    ErrorCode.EVIDENCE_NOT_ACCEPTED: (
        "form",
        {
            "heic": Sentence(
                "Ảnh này ở dạng HEIC của điện thoại, chương trình không mở được.",
                "Trên điện thoại, hãy vào Cài đặt › Camera › Định dạng, chọn «Tương thích nhất» "
                "rồi chụp lại, hoặc gửi lại ảnh dạng JPEG. " + _KEPT,
            ),
            "moving": Sentence(
                "Đây là ảnh động, không dùng làm minh chứng được.",
                "Hãy chụp một ảnh thường rồi đính kèm. " + _KEPT,
            ),
            "locked": Sentence(
                "Tệp PDF này có mật khẩu.",
                "Hãy lưu lại tệp không có mật khẩu rồi đính kèm. " + _KEPT,
            ),
        },
    ),
    ErrorCode.ROLE_NOT_ALLOWED: (
        "needed",
        {
            "unenrolled": Sentence(
                "Máy này đã được đăng ký rồi.",
                "Không cần xin nữa; hãy làm việc tiếp. Xã đăng ký nhầm đơn vị thì báo xã.",
            ),
            "issuer": ISSUER_ALONE,
            "office": Sentence(
                "Việc này chỉ làm được ở máy chính của xã.",
                "Hãy làm ở máy chính; máy này là máy khác của xã, hoặc đã bàn giao máy chính. "
                + _KEPT,
            ),
            "own unit": Sentence(
                "Máy này chỉ làm việc cho đơn vị của mình.",
                "Hãy bỏ tên đơn vị khác, hoặc nhờ cán bộ xã thực hiện. " + _KEPT,
            ),
            "home unit": OF_OTHER_UNIT,
        },
    ),
    ErrorCode.VALUE_INVALID: (
        "field",
        {
            "to": Sentence(
                "Chưa chọn đúng nơi nhận tệp.",
                "Hãy chọn thôn, đơn vị nhận. " + _KEPT,
            ),
            "name": Sentence(
                "Tên «{value}» không dùng được.", "Hãy ghi tên có chữ, không quá 200 chữ. " + _KEPT
            ),
            "name_like_file": Sentence(
                "«{value}» giống tên tệp, không phải tên thôn, đơn vị.",
                "Hãy ghi tên thôn, đơn vị. Muốn chấp nhận máy của thôn thì bấm "
                "«Chấp nhận máy của thôn…» rồi chọn tệp. " + _KEPT,
            ),
            **PERSON_FIELDS,
            "unit": Sentence(
                "Chưa chọn đúng thôn, đơn vị.",
                "Hãy chọn thôn, đơn vị. " + _KEPT,
            ),
            "code": Sentence("Mã hộ «{value}» không dùng được.", "Hãy ghi mã hộ có chữ. " + _KEPT),
            "clan": Sentence(
                "Đã có dòng họ tên {value}.", "Hãy dùng dòng họ đó, hoặc đặt tên khác. " + _KEPT
            ),
            "reason": Sentence("Chưa ghi lý do.", "Hãy ghi lý do rồi làm lại. " + _KEPT),
            "paper_place": Sentence(
                "Chưa ghi bản giấy lưu ở đâu.", "Hãy ghi nơi lưu, ví dụ «Cặp số 3». " + _KEPT
            ),
            "person": Sentence("Chưa chọn người.", "Hãy chọn ít nhất một người. " + _KEPT),
            "mapping": Sentence(
                "Không có trường «{value}».",
                "Hãy chọn trường có trong hướng dẫn nhập danh sách. " + _KEPT,
            ),
            "year": Sentence(
                "Không mở được năm {value}.", "Hãy ghi năm từ 2021 đến 2099. " + _KEPT
            ),
        },
    ),
    ErrorCode.TEXT_NOT_ALLOWED: (
        "why",
        {
            "empty": Sentence(
                "«{text_field}» chưa có chữ nào.",
                "Hãy ghi vào, không quá {most} chữ, rồi lưu. " + _KEPT,
            ),
        },
    ),
    ErrorCode.ASSESSMENT_CLOSED: (
        "status",
        {
            "withdrawn": Sentence(
                "{person} đã rút đăng ký năm này.",
                "Muốn chấm điểm thì đăng ký lại ở «Đăng ký»; điểm cũ vẫn còn. " + _KEPT,
            ),
            "recognised": Sentence(
                "{person} đã được công nhận theo quyết định, nên phiếu và đăng ký của năm không "
                "đổi được nữa.",
                "Công nhận sai thì xã phải ra quyết định khác trên giấy; hãy hỏi người phụ trách. "
                + _KEPT,
            ),
        },
    ),
    ErrorCode.POINTS_NOT_ALLOWED: (
        "why",
        {
            "INDICATOR_UNKNOWN": Sentence(
                "Bộ tiêu chí của năm không có {indicator}.",
                "Hãy ghi đúng chỉ số, ví dụ CS1. Chưa điểm nào được ghi.",
            ),
        },
    ),
    ErrorCode.REQUEST_INVALID: (
        "why",
        {
            "chain": Sentence(
                "Tệp xin đăng ký này trùng mã với máy khác, nên máy đó sẽ không gửi tệp được.",
                "Hãy xin máy đó lưu tệp xin đăng ký mới. " + _KEPT,
            ),
            "role": Sentence(
                "Máy xin đăng ký không cùng loại với đơn vị đã chọn, hoặc đã thuộc đơn vị khác.",
                "Hãy chọn đúng đơn vị của máy đó. " + _KEPT,
            ),
        },
    ),
}

# Facts that hold a decimal number, which people read with a comma.
_DECIMAL_FACTS = frozenset({"max", "step"})
_INDICATOR_FACT = "indicator"
# The field that a text was meant for, by its name in the journal.
_TEXT_FIELD_FACT = "text_field"


def placeholders(code: ErrorCode) -> frozenset[str]:
    """The facts that the sentence of a code names."""
    parts = Formatter().parse(" ".join(SENTENCES[code]))
    return frozenset(name for _, name, _, _ in parts if name)


class _Facts(dict[str, object]):
    """Facts for a template; one that is missing leaves a dash rather than a second error."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(error: VanHoaError) -> str:
    """What happened and what to do next, for the person at the screen."""
    fact, variants = VARIANTS.get(error.code, ("", {}))
    template = variants.get(str(error.facts.get(fact)), SENTENCES[error.code])
    template = GIVEN_FILES.get(str(error.facts.get("given_file")), template)
    shown = {name: _shown_fact(name, fact) for name, fact in error.facts.items()}
    return " ".join(part.format_map(_Facts(shown)) for part in template)


def _shown_fact(name: str, fact: object) -> object:
    """A fact as an officer writes it: «0,5» and «Chỉ số 4» for 0.5 and CS4."""
    if name in _DECIMAL_FACTS:
        return str(fact).replace(".", ",")
    if name == _TEXT_FIELD_FACT:
        return field_term(str(fact))
    return indicator_term(str(fact)) if name == _INDICATOR_FACT else fact


def details(error: VanHoaError) -> str:
    """The facts behind an error, for support; not for the first glance."""
    return ", ".join(f"{name}: {value}" for name, value in sorted(error.facts.items()))
