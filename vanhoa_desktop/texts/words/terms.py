"""The programme's own words for closed vocabularies and fields (office-practice.md E)."""

import re

from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    Assessor,
    DeviceStatus,
    LearningModel,
    NotStanding,
    Outcome,
    Presence,
    ReceiptState,
    SamePersonSign,
    Sex,
    TargetGroup,
    UnitKind,
    has_value,
)

_OUTCOMES = {
    Outcome.PASSED: "Đạt",
    Outcome.NOT_PASSED: "Chưa đạt",
    Outcome.NOT_ASSESSED: "Chưa đánh giá",
}
_MODEL_TITLES = {
    LearningModel.CITIZEN: "Công dân học tập",
    LearningModel.FAMILY: "Gia đình học tập",
    LearningModel.CLAN: "Dòng họ học tập",
    LearningModel.COMMUNITY: "Cộng đồng học tập",
    LearningModel.UNIT: "Đơn vị học tập",
    LearningModel.COMMUNE: "Cộng đồng học tập cấp xã",
}
_STATUSES = {
    AssessmentStatus.OPEN: "Đang chấm",
    AssessmentStatus.SUBMITTED: "Đã gửi xã",
    AssessmentStatus.RECEIVED: "Xã đã nhận",
    AssessmentStatus.RETURNED: "Xã trả lại để bổ sung",
    AssessmentStatus.APPRAISED: "Đã thẩm định",
    AssessmentStatus.RECOGNISED: "Đã công nhận",
    AssessmentStatus.NOT_RECOGNISED: "Chưa được công nhận",
    AssessmentStatus.WITHDRAWN: "Rút đăng ký",
    AssessmentStatus.STOPPED: "Dừng xét",
    AssessmentStatus.REVOKED: "Hủy công nhận",
}
_GROUPS = {
    TargetGroup.RESIDENT: "Người dân trong xã",
    TargetGroup.WORKER: "Người lao động",
    TargetGroup.STAFF: "Cán bộ, công nhân viên, doanh nhân",
    TargetGroup.STUDENT: "Học sinh, sinh viên, học viên",
}
_UNIT_KINDS = {
    UnitKind.COMMUNE: "Xã",
    UnitKind.VILLAGE: "Thôn",
    UnitKind.SCHOOL: "Trường học",
    UnitKind.STATION: "Trạm y tế",
    UnitKind.AGENCY: "Cơ quan, đơn vị",
}
_SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}
_PRESENCES = {
    Presence.PRESENT: "Đang ở địa phương",
    Presence.WORKING_AWAY: "Đi làm ăn xa",
    Presence.STUDYING_AWAY: "Đi học xa",
    Presence.ARRIVED: "Mới chuyển đến",
    Presence.DEPARTED: "Chuyển đi",
    Presence.DECEASED: "Đã mất",
    Presence.EXEMPT: "Không thuộc diện đánh giá",
}
_ASSESSORS = {Assessor.SELF: "Tự chấm", Assessor.VILLAGE: "Thôn chấm", Assessor.COMMUNE: "Xã chấm"}
_DEVICES = {
    DeviceStatus.REQUESTED: "Chờ xã chấp nhận",
    DeviceStatus.APPROVED: "Xã đã chấp nhận",
    DeviceStatus.ACCEPTED: "Đang dùng",
    DeviceStatus.REVOKED: "Đã ngừng",
}
_FIELDS = {
    "control": "Tình trạng",
    "full_name": "Họ và tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "citizen_number": "Số CCCD",
    "phone": "Điện thoại",
    "membership": "Hộ và quan hệ với chủ hộ",
    "occupation": "Nghề nghiệp",
    "target_group": "Nhóm đối tượng",
    "presence": "Biến động",
    "note": "Ghi chú",
    "code": "Mã hộ",
    "head_name": "Chủ hộ",
    "use_consent": "Đồng ý cho đánh giá",
    "post_consent": "Đồng ý niêm yết",
    "return_reason": "Lý do xã trả lại",
    "name": "Tên",
    "reason": "Lý do",
    "relation": "Quan hệ với chủ hộ",
    "by": "Người xác nhận",
    "form": "Hình thức",
    "text": "Biên bản",
    "number": "Số quyết định",
    "signer": "Người ký",
    "certificate_number": "Số vào sổ",
    "unit_name": "Tên đơn vị",
    "officer": "Tên cán bộ",
    "issuer": "Nơi công nhận",
    "skills": "Kỹ năng số",
    "fluency": "Thành thạo kỹ năng số",
    "level": "Mức",
    "seed": "Hạt giống",
    "unit": "Đơn vị",
    "id": "Mã bộ tiêu chí",
    "set_id": "Mã bộ tiêu chí",
    "version": "Bản",
    "key": "Tên thiết lập",
    "value": "Giá trị",
    "content": "Nội dung",
    "person": "Người được đánh giá",
    "year": "Năm đánh giá",
    "model": "Mô hình",
    "criteria": "Bộ tiêu chí",
    "sha256": "Mã kiểm tra",
    "unit_kind": "Loại đơn vị",
    "parent": "Đơn vị cấp trên",
    "until": "Hạn cuối",
    "from": "Áp dụng từ",
    "decision": "Quyết định",
    "decided_on": "Ngày quyết định",
    "birth_year": "Năm sinh",
    "home_unit": "Nơi ở",
    "a": "Hồ sơ thứ nhất",
    "b": "Hồ sơ thứ hai",
    "held_on": "Ngày họp",
    "indicator": "Chỉ số",
    "attendance": "Số người dự",
    "checked": "Đã xem giấy",
    "snapshot_kind": "Loại số liệu chốt",
    "cut_off": "Số liệu đến ngày",
    "made_on": "Ngày chốt",
    "share_percent": "Tỷ lệ rút mẫu",
    "drawn_on": "Ngày rút mẫu",
    "population": "Danh sách rút mẫu",
    "sample": "Đợt rút mẫu",
    "stratum": "Nhóm rút mẫu",
    "drawn": "Kết quả lúc rút mẫu",
    "finding": "Kết quả phúc tra",
}
_FACTS = {
    "children": "Số con trong độ tuổi đi học",
    "children_at_school": "Số con đang đi học",
    "children_dropped_out": "Số trẻ bỏ học",
    "has_fund": "Có quỹ khuyến học",
    "literate_share": "Tỷ lệ biết chữ",
    "has_learning_centre": "Có trung tâm học tập cộng đồng",
}
# Fields of which there is one for each year, indicator, model or entered fact.
_FIELD_FAMILIES = {
    "assessing": "Nơi đánh giá năm {}",
    "clan": "Dòng họ năm {}",
    "counts": "Hồ sơ được tính năm {}",
}
_SAME_PERSON_SIGNS = {
    SamePersonSign.SAME_NUMBER: "cùng số CCCD",
    SamePersonSign.NUMBER_MISTYPED: "số CCCD chỉ lệch một chữ số",
    SamePersonSign.SAME_NAME: "cùng họ tên",
    SamePersonSign.SAME_LETTERS: "cùng họ tên, khác dấu hoặc i/y",
    SamePersonSign.LIKE_NAME: "họ tên gần giống",
    SamePersonSign.SAME_BIRTH_DATE: "cùng ngày sinh",
    SamePersonSign.SAME_BIRTH_YEAR: "cùng năm sinh",
    SamePersonSign.BIRTH_UNKNOWN: "có hồ sơ chưa rõ ngày sinh",
    SamePersonSign.SAME_HOUSEHOLD: "cùng hộ hoặc cùng chủ hộ",
    SamePersonSign.SAME_PHONE: "cùng số điện thoại",
    SamePersonSign.OTHER_SEX: "khác giới tính",
}
_NOT_STANDING = {
    NotStanding.LATE: "Sửa sau khi xã đã chốt, đã chuyển",
    NotStanding.FOREIGN: "Do nơi không giữ hồ sơ này ghi",
    NotStanding.VOIDED: "Đã hoàn tác",
    NotStanding.FORKED: "Hai máy dùng chung một bản sao",
    NotStanding.REVOKED: "Máy đã ngừng sử dụng",
    NotStanding.FORMER_OFFICE: "Máy không còn là máy chính của xã",
}
_RECEIPTS = {
    ReceiptState.NOT_SENT: "Chưa gửi xã",
    ReceiptState.ON_ITS_WAY: "Đã gửi, chờ tệp kết quả của xã",
    ReceiptState.RECEIVED: "Xã đã nhận",
    ReceiptState.RETURNED: "Xã trả lại để bổ sung",
    ReceiptState.APPRAISED: "Đã thẩm định",
    ReceiptState.RECOGNISED: "Đã công nhận",
    ReceiptState.CLOSED: "Không xét tiếp",
}
_INDICATOR = re.compile(r"(CS|CT)(\d+(?:\.\d+)?)")
_INDICATOR_KINDS = {"CS": "Chỉ số", "CT": "Chỉ tiêu"}


def outcome_term(outcome: Outcome) -> str:
    """Đạt, Chưa đạt, Chưa đánh giá."""
    return _OUTCOMES[outcome]


def model_title(model: LearningModel) -> str:
    """The title of a learning model as papers print it."""
    return _MODEL_TITLES[model]


def status_term(status: AssessmentStatus) -> str:
    """Where a sheet stands."""
    return _STATUSES[status]


def target_group_term(group: TargetGroup) -> str:
    """A target group of QĐ 324/QĐ-KHVN."""
    return _GROUPS[group]


def unit_kind_term(kind: UnitKind) -> str:
    """What kind of unit."""
    return _UNIT_KINDS[kind]


def sex_term(sex: Sex) -> str:
    """Nam, Nữ."""
    return _SEXES[sex]


def presence_term(presence: Presence) -> str:
    """Where a person is in the year."""
    return _PRESENCES[presence]


def assessor_term(assessor: Assessor) -> str:
    """Whose points."""
    return _ASSESSORS[assessor]


def device_status_term(status: DeviceStatus) -> str:
    """Where a device stands in its enrolment."""
    return _DEVICES[status]


def indicator_term(code: str) -> str:
    """«Chỉ số 6» for CS6, «Chỉ tiêu 1.1» for CT1.1."""
    found = _INDICATOR.fullmatch(code)
    return f"{_INDICATOR_KINDS[found.group(1)]} {found.group(2)}" if found else code


def same_person_term(sign: SamePersonSign) -> str:
    """What two records have in common, or not."""
    return _SAME_PERSON_SIGNS[sign]


def receipt_term(state: ReceiptState) -> str:
    """What became of a sheet that was sent."""
    return _RECEIPTS[state]


def not_standing_term(reason: NotStanding) -> str:
    """Why something that was written does not count."""
    return _NOT_STANDING[reason]


def inside_a_sentence(term: str) -> str:
    """A term as it stands amid a sentence: «số CCCD»."""
    return term[:1].lower() + term[1:]


def field_term(name: str) -> str:
    """A journal field in the words of the form: «Điểm chỉ số 6 (thôn chấm)»."""
    prefix, dot, rest = name.partition(".")
    if dot and has_value(Assessor, prefix):
        return f"Điểm {indicator_term(rest).lower()} ({assessor_term(Assessor(prefix)).lower()})"
    if dot and prefix in _FIELD_FAMILIES:
        return _FIELD_FAMILIES[prefix].format(rest)
    if dot and prefix == "fact":
        return _FACTS.get(rest, name)
    if dot and prefix == "found":
        return f"Điểm {indicator_term(rest).lower()} (phúc tra)"
    if dot and prefix == "criteria" and has_value(LearningModel, rest):
        return f"Bộ tiêu chí {model_title(LearningModel(rest))}"
    return _FIELDS.get(name, name)
