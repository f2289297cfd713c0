"""The words by which lists say that somebody is dead or gone: one table, read from top to bottom.

Each row has the words (as a pattern), what they mean, after and before which words they say
something else, and examples of both, which a test runs through (tests/imports/test_gone_table.py).
Whether a whole remark says it is judged in `gone_remarks`.
"""

from vanhoa_desktop.imports.words.gone_kinds import GoneKind, GoneWords

_NOT = r"(?:không|ko|kg|k|hong|hông)"
_PLACE = r"(?:nơi|xã|phường|huyện|tỉnh|thôn|xóm|tổ|chỗ)"
_HERE = r"(?:thôn|xã|xóm|tổ)"
_FAR = (
    r"(?:nam|bắc|sài gòn|hà nội|tp\.? ?hcm|hcm|hồ chí minh|bình dương|đồng nai|đắk lắk|tây nguyên"
    r"|hn|sg|hải phòng|đà nẵng|lào|hàn|nhật|đài loan|mỹ|nga|đức|úc|trung quốc|malaysia|nước ngoài)"
)
_PROVINCES = (
    r"(?:nghệ an|hà tĩnh|quảng (?:bình|trị|nam|ngãi|ninh)|thanh h(?:óa|oá)|nam định|thái bình"
    r"|hà nam|ninh bình|hưng yên|hải dương|bắc (?:ninh|giang|kạn)|vĩnh phúc|phú (?:thọ|yên)"
    r"|thái nguyên|lạng sơn|cao bằng|hà giang|tuyên quang|lào cai|yên bái|lai châu|sơn la"
    r"|điện biên|h(?:òa|oà) bình|huế|bình (?:định|thuận|phước|dương)|khánh h(?:òa|oà)|ninh thuận"
    r"|kon tum|gia lai|đắk (?:lắk|nông)|lâm đồng|tây ninh|bà rịa|vũng tàu|long an|tiền giang"
    r"|bến tre|trà vinh|vĩnh long|đồng (?:tháp|nai)|an giang|kiên giang|cần thơ|hậu giang"
    r"|sóc trăng|bạc liêu|cà mau)"
)
# «Mất sức», «mất 2 ngón tay», «mất giấy tờ», «mất chồng»: what somebody lost who is here.
_LOST_THINGS = (
    r"(?:sức|giấy|việc|khả năng|trí|năng lực|hành vi|quyền|tư cách|thẻ|cccd|cmnd|cmt|cmtnd|căn cước"
    r"|chứng minh|sổ|hộ khẩu|hộ chiếu|bằng|hồ sơ|khai sinh|máy|xe|điện thoại|sim|số|tài sản|tiền"
    r"|đất|ruộng|nhà|mùa|trộm|cắp|trắng|gốc|dạy|mát|ngủ|máu|nước|điện|dấu|tiếng|giọng|cảm giác"
    r"|vận động|thăng bằng|đoàn kết|an ninh|trật tự|thính lực|thị lực|mắt|chân|tay|cẳng|bàn|cánh"
    r"|ngón|đốt|răng|tai|người thân|chồng|vợ|bố|mẹ|cha|con|cân bằng|phương hướng)\b"
)
_HOW_MUCH = r"(?:(?:hết|gần|khoảng|toàn bộ|một phần|phần|cả|nửa|một|hai|ba|các|mấy|hẳn|[0-9]+) )*"
# «Chuyển ngành», «chuyển đổi số», «chuyển đến», «chuyển về quê»: of people who are here.
_MOVED_OTHERWISE = (
    r"(?:đến|tới|ngành|nghề|việc|trường|lớp|ca|cao đẳng|dạy|tuyến|viện|đổi|nhượng|giới"
    r"|hộ (?:nghèo|cận|thoát)|khoản|tiếp|phát|dạ|biến|giao|hóa|hoá|hướng|mùa|mạng|thẻ|bhyt|bảo hiểm"
    r"|lương(?! (?:sơn|tài))|hồ sơ|chế độ|ngạch|bậc|chức|vị trí|mục đích|cơ cấu|cây"
    r"|tiền(?! (?:giang|hải))|hàng|động|đất|số|tên|nhóm|diện)\b"
    r"|(?:công tác|sinh hoạt)\b(?!.* (?:đi|ra|vào|lên|sang|xuống|khỏi)\b)"
    r"|sang (?:hộ(?! khẩu)|làm|nghề|ngành|học|lớp|trường|bán|buôn|kinh doanh|đối tượng|diện"
    r"|chế độ|nhóm|chi|hưu|dùng|trang|cột|năm)\b"
    r"|về(?: (?:quê|đây|nhà|thôn|xóm|địa phương|ở|từ|năm|tháng|ngày|[0-9]+)\b|$)"
    r"|vào (?:hộ|nhà|ở|thôn|xóm|tổ|đây|địa phương|đảng|biên chế|lớp|trường)\b"
    # «Chuyển khẩu từ Nam Định về»: whence somebody came.
    r"|(?:(?:hộ )?khẩu )?(?:từ .+ )?(?:đến|tới|về|vào)(?: (?:đây|địa phương|từ .+"
    r"|(?:năm |ngày |tháng )?[0-9][0-9/.\-]*))?$"
)
# What people do who go out and come home again.
_GONE_OUT = (
    r"(?:lại|làm(?! ăn| xa)|học|dạy|bộ(?! đội)|xe|bệnh|viện|khám|chữa|điều trị|chợ|biển|rừng|nương"
    r"|núi|chùa|lễ|họp|trực|tuần|bán|buôn|chăn|chăm|đầy đủ|đủ|thi|thăm|chơi|du lịch|bầu|cày|cấy|gặt"
    r"|phụ|xây|theo dõi|kèm|đứng|nhẹ|nặng|đám|kháng chiến|[abck]|tnxp|thanh niên xung phong"
    r"|dân công|chiến (?:trường|đấu)|tập|đôi|mua|giao|đánh|sông|tiêm|hiến|công tác|tình nguyện"
    r"|trước|sau|đầu|không|chậm|khó|yếu|kém|được|nạng|gậy|cùng|hàng ngày|thực tế|kiểm tra|cơ sở"
    r"|tuyên truyền)\b"
)

GONE_WORDS: tuple[GoneWords, ...] = (
    # --- dead ---
    GoneWords(
        kind=GoneKind.DEAD,
        means="words that are said of the dead only",
        words=(
            r"chết(?! hụt)|tử (?:vong|nạn|trận|sĩ|sỹ)|(?:báo|khai|chứng|đột|tự|cáo|yểu) tử"
            r"|qua đời|từ trần|tạ thế|quá cố|lìa (?:đời|trần)|viên tịch|(?:mai|an|hỏa|hoả) táng"
            r"|chôn cất|ngày giỗ|h[yi] sinh|quy tiên|đã khuất|khuất (?:núi|bóng)|người khuất"
            r"|về (?:trời|với (?:tổ tiên|ông bà))|hưởng thọ|người ra đi"
            r"|mãn phần|giỗ (?:ngày )?[0-9]+|r\.?i\.?p"
        ),
        said=(
            *("chết", "chết 2020", "Tử vong 2022", "khai tử", "đột tử", "từ trần", "hy sinh 1972"),
            *("mãn phần", "giỗ 15/8", "hưởng thọ 85 tuổi", "về với tổ tiên", "khuất núi"),
        ),
        others=(
            "chết hụt",
            "con liệt sĩ",
            "hưởng tử tuất",
            "sửa điện tử",
            "đau bao tử",
            "mừng thọ 85 tuổi",
        ),
    ),
    GoneWords(
        kind=GoneKind.DEAD,
        means="buried, or the day of death",
        words=(
            r"(?:đã|mới|được) chôn|chôn (?:năm|ngày|tháng|[0-9]+)"
            r"|^tử[ :]*(?:(?:ngày|năm|tháng|từ) )?(?:[0-9][0-9/.\-]*)?$"
        ),
        said=("đã chôn", "chôn năm 2020", "tử: 3/4/2025", "tử năm 2020"),
        others=("tử tuất", "chôn cọc"),
    ),
    GoneWords(
        kind=GoneKind.DEAD,
        means="a list of those who died in war",
        words=(
            r"^(?:(?:danh sách|ds|sổ|phần|mục|các|những|quản lý|anh hùng) )+liệt (?:sĩ|sỹ)"
            r"|^liệt (?:sĩ|sỹ) (?:thôn|xã|xóm|thời|chống|kháng)"
        ),
        said=("DANH SÁCH LIỆT SĨ THÔN ĐOÀI", "ds các liệt sỹ", "Liệt sĩ xã Vạn Hòa"),
        others=("con liệt sĩ", "DANH SÁCH THÂN NHÂN LIỆT SĨ", "DANH SÁCH GIA ĐÌNH LIỆT SĨ"),
    ),
    GoneWords(
        kind=GoneKind.DEAD,
        means="«ra đi», unless for what people come home from",
        words=r"(?:đã|mới|vừa) ra đi",
        unless=_GONE_OUT,
        said=("đã ra đi", "đã ra đi năm 2020"),
        others=("đã ra đi làm",),
    ),
    GoneWords(
        kind=GoneKind.DEAD,
        means="«mất», unless it is a thing that was lost",
        words="mất",
        not_after=("làm", "đánh", "được", "còn"),
        unless=rf"{_HOW_MUCH}{_LOST_THINGS}|[0-9.,]+\s*%",
        said=(
            "đã mất 3/2026",
            "mất tích",
            "mất do covid",
            "ốm mất",
            "Mất: 12/3/2020",
            "mất 61 tuổi",
        ),
        others=("mất sức lao động", "mất 61% sức lao động", "mất giấy tờ", "mất 2 ngón tay"),
    ),
    # --- moved ---
    GoneWords(
        kind=GoneKind.MOVED,
        means="«chuyển», unless hither, or to another trade, school, group",
        words="chuyển",
        not_after=("luân", "vận", "lưu", "dịch", "biến", "di"),
        unless=_MOVED_OTHERWISE,
        said=(
            *("chuyển đi", "Chuyển Hà Nội", "chuyển Cao Bằng", "chuyển Tiền Giang", "chuyển hẳn"),
            *("Đã chuyển vào Nam", "chuyển công tác vào Nam", "chuyển khẩu"),
        ),
        others=(
            *("chuyển đến", "chuyển khẩu từ Nam Định về", "chuyển ngành", "chuyển về quê năm 2020"),
            *("tổ chuyển đổi số", "chuyển sang hộ nghèo", "vận chuyển hàng", "chuyển ca"),
        ),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="«di chuyển», unless how well somebody walks",
        words="di chuyển",
        unless=r"khó|bằng|chậm|hạn chế|kém|được|yếu|xe",
        said=("di chuyển vào Nam",),
        others=("di chuyển khó khăn",),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="left for another place",
        words=(
            r"bỏ đi|đi khỏi|dời (?:đi|khỏi)|đi nơi khác|bán nhà|dọn (?:đi|nhà)"
            r"|bỏ (?:nhà|trốn|quê)"
            r"|(?:ra|rời) khỏi (?:địa bàn|địa phương|thôn|xã|xóm)"
            r"|sang (?:thôn|xóm|tổ|khu|bản|xã|phường|huyện|tỉnh) \S+"
            r"|(?:vào|ra|lên|sang) (?:\S+ ){1,4}(?:sinh sống|làm ăn|định cư)"
        ),
        said=("đi khỏi xã", "bán nhà đi nơi khác", "sang thôn Đoài", "vào Nam sinh sống"),
        others=("bỏ học", "bỏ thuốc lá"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="«rời», unless a branch of work, the army, a bed",
        words="rời",
        not_after=("tháo", "tách", "nhà", "không"),
        unless=r"rạc|ngành|quân ngũ|giường|nhau",
        said=("đã rời địa phương",),
        others=("rời quân ngũ", "tháo rời máy"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="followed a husband, wife or children; married away",
        words=(
            r"theo (?:con|chồng|vợ|bố|mẹ|gia đình)(?: \S+){0,2} (?:vào|ra|đi|lên|sang)"
            r"|theo (?:chồng|vợ) (?:về|ở)(?! (?:đây|thôn|xóm|địa phương))"
            r"|đi lấy (?:chồng|vợ)|lấy (?:chồng|vợ) " + _FAR + r"|lấy chồng"
            r" (?:xa|nơi khác|ở|xã|thôn|xóm|huyện|tỉnh|ngoài|nước)"
            r"|về (?:nhà chồng|nhà vợ|nhà mẹ(?: đẻ)?|quê (?:vợ|chồng|sinh sống|ở hẳn))"
        ),
        said=("lấy chồng xã khác", "lấy vợ Đài Loan", "về nhà chồng", "theo con vào Nam"),
        others=("lấy chồng năm 2019", "về quê năm 2019"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="married into a province or village that is named",
        words=(
            rf"lấy (?:chồng|vợ) (?:(?:ở|về|vào|ra) )?{_PROVINCES}"
            rf"|lấy (?:chồng|vợ) (?:về|sang|vào|ra) {_PLACE} "
            r"(?!(?:năm|từ|ta|mình|này|nhà)\b|[0-9])\S+"
        ),
        said=("lấy chồng Nghệ An", "lấy chồng về Thôn Đông Thượng", "lấy vợ ở Phú Thọ"),
        others=("lấy chồng về thôn năm 2019", "lấy chồng muộn", "lấy chồng Nguyễn Văn An"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="lives in a place that is named, with «sang»",
        words=r"^(?:(?:đã|mới) )*(?:sang|xuống|lên) (?:\S+ ){1,3}ở$",
        said=("sang Đông Thượng ở", "đã lên Cao Sơn ở"),
        others=("sang năm nghỉ hưu",),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="followed husband or wife, and nothing more",
        words=r"^(?:đã |mới )*theo (?:chồng|vợ)$",
        said=("đã theo chồng",),
        others=("theo chồng buôn bán", "theo đạo"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="does not live here",
        words=(
            rf"{_NOT} còn (?:ở|sinh sống|cư trú|tạm trú|sống tại)|không cư trú|ngừng cư trú"
            rf"|{_NOT} (?:ở|cư trú|sinh sống)(?: tại)? (?:địa phương|đp|đây|{_HERE})"
            rf"|{_NOT} (?:thuộc|phải) (?:địa phương|người thôn|{_HERE})"
            rf"|{_NOT} rõ (?:ở đâu|nơi|tung tích|địa chỉ|đi đâu)"
            r"|không có (?:mặt )?(?:ở|tại) (?:địa phương|đp|nhà|thôn|xã|đây)"
            rf"|(?:người|của) {_PLACE} khác"
            rf"|(?:sống|ở|hk|hộ khẩu|đktt|khẩu)(?: ở| tại)? {_PLACE} khác"
            r"|hết (?:hạn )?tạm trú"
        ),
        said=("ko còn ở ĐP", "k ở địa phương", "HK ở xã khác", "không thuộc thôn", "người xã khác"),
        others=("không còn việc làm", "không ở nhà thuê", "ở với con"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="is not there any more, and nothing else",
        words=rf"^(?:đã )?{_NOT} còn$",
        said=("Ko còn",),
        others=("không còn bố mẹ",),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="settled elsewhere",
        words="định cư",
        not_after=("tái", "canh"),
        said=("định cư ở Mỹ",),
        others=("khu tái định cư",),
    ),
    # --- away ---
    GoneWords(
        kind=GoneKind.AWAY,
        means="«đi» at the beginning, unless for what people come home from",
        words=(r"^(?:(?:đã|mới|vừa|bỏ|hiện|hiện tại|đang|cả nhà|cả hộ|gia đình|tạm|xin) )*đi"),
        unless=_GONE_OUT,
        said=("đi Nam", "đã đi", "đang đi làm ăn xa", "cả nhà đi Sài Gòn"),
        others=("đi lại khó khăn", "đi làm công ty", "đi học", "đi họp đầy đủ", "đi bộ"),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="works, studies or serves far away",
        words=(
            r"du học|tu nghiệp|(?:lao động|lđ) (?:(?:ở|tại|đi) )?nước ngoài|tại ngũ|"
            r"làm ăn xa|làm xa|đi xa|đi làm ăn|đi nước ngoài|ở nước ngoài|đi xuất khẩu|xuất cảnh"
            r"|xuất khẩu lao động|xklđ|đi học xa|đi bộ đội|nhập ngũ|đi nvqs|đi nghĩa vụ"
        ),
        said=(
            *("đi làm ăn xa", "XKLĐ Đài Loan", "ở nước ngoài", "nhập ngũ 2/2026", "du học Nhật"),
            *("LĐ nước ngoài", "đang tại ngũ"),
        ),
        others=("bộ đội nghỉ hưu", "xuất ngũ 2019", "ở nhà"),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="serves in the army",
        words=r"đang (?:nvqs|nghĩa vụ)",
        said=("đang NVQS",),
        others=("hoàn thành nghĩa vụ",),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="is in a place far away",
        words=rf"^(?:(?:đã|mới|hiện|đang|hiện nay) )*(?:vào|ra|lên|xuống|sang|ở) {_FAR}",
        said=("vào Bình Dương", "ở Hàn Quốc", "đã vào Nam", "sang Hàn"),
        others=("vào Đảng 2010", "ra trường 2020", "lên lớp 5"),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="lives or works in a place far away",
        words=(
            rf"(?:sống|sinh sống|ở với (?:con|cháu|bố mẹ|gia đình)) (?:ở|tại|trong|ngoài) {_FAR}"
            rf"|làm(?: việc| công nhân| cn)? (?:ở|tại|trong|ngoài) {_FAR}"
        ),
        said=("hiện sống tại Bình Dương", "ở với con trong Nam", "làm CN ở Bình Dương"),
        others=("sống ở thôn", "làm việc tại xã", "ở với con"),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="nobody sees or reaches them",
        words=rf"{_NOT} liên lạc|lâu (?:rồi )?{_NOT} về|^{_NOT} về(?: quê| nhà| địa phương)?$",
        said=("không liên lạc được", "lâu không về", "ko về"),
        others=("liên lạc qua con", "không về hưu"),
    ),
    GoneWords(
        kind=GoneKind.MOVED,
        means="given to other parents",
        words=r"cho (?:đi )?làm con nuôi|cho con nuôi",
        said=("cho làm con nuôi",),
        others=("con nuôi ông Ba",),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="absent",
        words=r"đi vắng|tạm vắng|vắng (?:mặt|nhà)",
        said=("tạm vắng", "đi vắng", "vắng nhà"),
        others=("vàng",),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="absent, in short",
        words=r"^(?:t[.] ?vắng|ch[.] ?đi|đã ck|đã c[.]k|đã bỏ)$",
        said=("t.vắng", "ch.đi"),
    ),
    GoneWords(
        kind=GoneKind.AWAY,
        means="in prison",
        words=r"(?:đi|ở|ngồi) tù|trại (?:giam|cải tạo)|(?:chấp|thi) hành án|đi cải tạo",
        said=("đang chấp hành án", "ở tù", "trại giam"),
    ),
    # --- struck off ---
    GoneWords(
        kind=GoneKind.STRUCK,
        means="registration or place in the list given up",
        words=(
            r"(?:cắt|tách) (?:hộ )?khẩu đi|cắt (?:hộ )?khẩu|gạch tên"
            r"|(?:bỏ|đưa|loại) (?:ra )?khỏi (?:ds|danh sách)"
            r"|nhập (?:hộ )?khẩu (?:(?:nơi|xã|tỉnh|huyện) khác|nơi chồng)"
            r"|trùng (?:với )?(?:số|stt|dòng|tên)"
        ),
        said=("cắt khẩu", "gạch tên", "trùng với số 3", "bỏ ra khỏi ds"),
        others=("tên trong sổ cũ", "tách hộ"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="registered elsewhere, or nowhere any more",
        words=(
            rf"nhập (?:hộ )?khẩu (?:(?:ở|tại|vào|về|đi|ra) )?(?:{_FAR}|{_PROVINCES})"
            rf"|(?:hết|mất) (?:hộ )?khẩu|{_NOT} (?:có|còn) (?:tên )?(?:trong|ở) (?:sổ|hộ khẩu)"
        ),
        said=("nhập hộ khẩu ở TP HCM", "hết khẩu", "không có trong sổ hộ khẩu"),
        others=("nhập khẩu về thôn năm 2019", "nhập khẩu theo chồng", "có tên trong sổ"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="left the household's book, unless to live beside it",
        words=r"tách (?:hộ )?khẩu",
        unless=r"(?:từ|ra riêng|ra ở riêng|riêng|ở riêng)\b",
        said=("tách khẩu", "đã tách khẩu 2020"),
        others=("tách hộ", "tách khẩu ra ở riêng", "tách khẩu từ hộ ông An"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="«cắt» at the beginning, unless hair, cloth, a limb, a payment",
        words=r"^(?:(?:đã|bị|mới|vừa|xin|đề nghị) )*cắt",
        unless=(
            r"(?:tóc|may|cỏ|lúa|gọt|tỉa|uốn|kính|sắt|chỉ|thuốc|điện|nước|giảm|bỏ|ghép|dán|gỗ|đá|tôn"
            r"|vải|rau|hoa|băng|amidan|ruột|dạ dày|tử cung|thận|lách|túi|u|mí|một|hai|1|2|chân|tay"
            r"|cụt|ngón|trợ cấp|chế độ|lương|hợp đồng|hộ nghèo|bhyt|thi đua)\b"
        ),
        said=("cắt", "đã cắt đi Hà Nội"),
        others=("cắt tóc", "thợ cắt may", "bị cắt chân"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="«thôi» at the beginning, unless school, work, an office",
        words=r"^(?:(?:đã|xin|cho) )*thôi",
        unless=(
            r"(?:học|việc|làm|giữ|chức|công tác|nhiệm vụ|đảm|tham gia|hưởng"
            r"|không (?!ở|cư)|bú|nôi|thúc)"
        ),
        said=("thôi cư trú",),
        others=("thôi học", "thôi việc"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="«xóa», unless illiteracy, hunger, a conviction, a debt",
        words="x(?:óa|oá)",
        unless=r"mù|đói|nghèo|nhà|án|kỷ luật|kỉ luật|nợ|bỏ|tục",
        said=("xóa ĐKTT", "xóa hộ khẩu", "xoá thường trú"),
        others=("xóa mù chữ", "xóa đói giảm nghèo"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="«giảm» alone, with a time, a number or a reason",
        words=(
            r"^(?:biến động |đã |số |danh sách )*giảm(?: (?:nhân )?khẩu| tự nhiên| cơ học"
            r"| hộ khẩu| (?:do|vì) .+| (?:từ |trong )?(?:tháng|năm|ngày)\b.*"
            r"| [0-9]+(?![0-9]*\s*%).*)?$"
        ),
        said=("giảm", "giảm 3/2026", "giảm do chuyển đi", "biến động giảm"),
        others=("giảm thị lực", "giảm nghèo", "giảm 20% sức lao động"),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="one less in the household",
        words=r"giảm (?:nhân )?khẩu|khẩu (?:biến động )?giảm",
        said=("giảm nhân khẩu", "DANH SÁCH NHÂN KHẨU GIẢM NĂM 2026"),
        others=("hộ giảm nghèo",),
    ),
    GoneWords(
        kind=GoneKind.STRUCK,
        means="a list of those who are less",
        words=r"^(?:ds|danh sách|phần|mục) giảm",
        said=("DS giảm", "Phần giảm"),
    ),
)
