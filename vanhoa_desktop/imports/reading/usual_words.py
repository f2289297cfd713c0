"""Words with marks that names and lists are full of, where an old font's letters make others.

«Vò» is a word, «Vũ» is what somebody is called: where a text may be read in two ways, its usual
words tell which way is meant. Only words are here that stand on one side of such a pair.
"""

_OF_NAMES = (
    # As they are in Unicode; in an old font the same letters would mean something else.
    "bá bé bí bùi châm chân chí chú công cân cù cát dân dâng giám giáng giá hân hùng hòa hoà hóa "
    "hòe hoè huê hoàng hoài hoàn khá khái khám kháng khâm khê khôi khôn khóa khuê kê kì kí kén "
    "lâm lân lã lê lên lí lò lôi lông lù lùng lòng loát mã mân mén mê mí mùa mùi môn mông mùng "
    "nâng nên nông nùng ngân ngô ngôn nhã nhân nhâm phái phí phú phùng phòng phó pháo quân quí quê "
    "sáng sâm sùng tá tám tâm tân tán tín tí tòng tô tôn tông toàn toán toản tú tùng thái thám "
    "thân thê thêm thêu thìn thông thôn thùa trâm trân trí trì tráng vân võ vàng xá xâm xuê ân âm "
    "ông ôn ái ê bân bê bôn bông chín hán láng lãng lô phán quán vì "
    # As they are in Unicode, written in TCVN3 with letters of other words.
    "bế chính tấn bộ bốn bút cúc cúng cừ cự dũng dựng dự dụ gái giới hộ húc kỳ khúc lộc lục lũng "
    "lữ lừ mộc mừng mộng mục ngộ ngữ ngự nhớ nhung nụ phúc phụng phục phổ quỳ quỹ rừng sự sỹ "
    "từ tự tộ tụ tố thụ thục thúc thống thú thừa thới trúc trụ trúng vũ vừ vụ út "
    "bừng chúc hờ lừng túc "
    # The same of VNI.
    "thị hồng hồ hồi nghị nghĩa nhị nhơn ơn sĩ sơ sơn thơ thơm mơ vĩ trị tống tồn thuý uý huý quý"
)
_OF_LISTS = (
    "số sống một lớp tộc chị phụ nữ xóm cộng vợ cụ cô bộ đội tổ khối phố quốc lúa cũ thống "
    "có không công dân thôn xã cán trú tên quê hôn gái trai cái cháu chú út lái khá dì mù câm bán "
    "con phòng khu bán thuê khám ngoài nghỉ giáo trình bố thím chồng giúp góa chùa tháng trồng "
    "trên bên"
)
# Where both words of a pair are usual, these are what a whole name begins with.
FAMILY_NAMES = frozenset(("cù", "hoàng", "hồ", "tô", "ôn"))
USUAL_WORDS = frozenset(f"{_OF_NAMES} {_OF_LISTS}".split())
