"""Contests beside «công dân học tập» that villages score too, by the words of their titles.

«Gia đình học tập», «dòng họ học tập», «gia đình văn hóa» are scored with the same ten criteria in
tables of the same look: only what stands above them tells whose titles the points would become.
"""

import re
from dataclasses import dataclass

from vanhoa_desktop.imports.words.assessor_words import is_citation
from vanhoa_desktop.texts.words.names import clean_name, fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Words of a title, in small letters without marks.

    `is_certain`: they name another contest and nothing else; others only let one think so. `others`
    are examples that look alike.
    """

    words: str
    said: tuple[str, ...]
    is_certain: bool = True
    others: tuple[str, ...] = ()


CONTESTS: tuple[Contest, ...] = (
    Contest(
        words=r"(?:gia dinh|dong ho|dong toc|cong dong|don vi|co quan|thon|lang)"
        r"(?: van hoa)? hoc tap",
        said=(
            "BẢNG TỔNG HỢP ĐIỂM ĐÁNH GIÁ GIA ĐÌNH HỌC TẬP NĂM 2026 - THÔN NGỌC BẢN",
            *("BẢNG CHẤM ĐIỂM DÒNG HỌ HỌC TẬP NĂM 2026", "Cộng đồng học tập", "Đơn vị học tập"),
        ),
        others=("XÂY DỰNG XÃ HỘI HỌC TẬP", "HỘI KHUYẾN HỌC XÃ VẠN HÒA", "PHONG TRÀO HỌC TẬP"),
    ),
    Contest(
        words=r"(?:gia dinh|dong ho) (?:hieu hoc|khuyen hoc|van hoa|tieu bieu|the thao|5 khong)"
        r"|danh hieu gia dinh|gd(?:vh|hh)",
        said=(
            "BÌNH XÉT GIA ĐÌNH VĂN HÓA NĂM 2026",
            "GĐVH",
            "Gia đình hiếu học",
            "GIA DINH VAN HOA",
        ),
    ),
    Contest(
        words=r"(?:gd|dh|dv)(?:ht| hoc tap)",
        said=("GĐHT", "DHHT", "ĐVHT 2026", "gdht", "GĐ học tập"),
        others=("CDHT", "HT"),
    ),
    Contest(
        words=r"(?:binh xet|cham diem|danh gia|danh hieu|xet(?: tang| cong nhan)?|cong nhan|diem)"
        r" (?:danh hieu )?(?:thon|lang|xom|khu(?: dan cu| pho)?|to dan pho) van hoa",
        said=("BÌNH XÉT THÔN VĂN HÓA", "Chấm điểm khu dân cư văn hóa"),
        others=("Nhà văn hóa thôn",),
    ),
    Contest(
        words=r"ong ba,? cha me|cha me mau muc|ong ba mau muc|con chau hieu thao"
        r"|tuoi cao guong sang|nguoi tot viec tot",
        said=("Ông bà cha mẹ mẫu mực, con cháu hiếu thảo", "TUỔI CAO GƯƠNG SÁNG"),
    ),
    Contest(
        words=r"ra soat (?:\S+ ){0,3}ho (?:can )?ngheo|ho ngheo (?:\S+ ){0,4}ra soat"
        r"|(?:diem|phieu|bang) b1\b|chuan ngheo",
        said=("RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026", "Hộ nghèo rà soát cuối năm"),
        others=("Công dân thuộc hộ nghèo",),
    ),
    Contest(
        words=r"(?:xep loai|danh gia|phan loai|chat luong|kiem diem) (?:\S+ ){0,4}dang vien"
        r"|dang vien (?:\S+ ){0,4}(?:xep loai|phan loai)|dang vien,? xep loai",
        said=("ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2026", "Đảng viên, xếp loại"),
    ),
    Contest(
        words=r"(?:binh xet|cham diem|tong ket|ket qua|bang diem) (?:\S+ )?thi dua"
        r"|lao dong tien tien|chien si thi dua|san xuat kinh doanh gioi|nong dan gioi",
        said=("BẢNG CHẤM ĐIỂM THI ĐUA", "Nông dân sản xuất kinh doanh giỏi"),
        others=("HỘI ĐỒNG THI ĐUA KHEN THƯỞNG",),
    ),
    Contest(
        words=r"(?<!ban )(?<!hoi dong )thi dua|hoi vien|doan vien|dang vien|ho (?:can )?ngheo"
        r"|(?<!nha )(?:thon|lang|khu dan cu|to dan pho) van hoa|nong thon moi|ho gia dinh"
        r"|binh xet ho|ren luyen|hanh kiem|(?:xa|phuong) hoc tap|cong dan so(?! \d)",
        said=(
            *("BẢNG ĐIỂM HỘI VIÊN NĂM 2026", "Thi đua", "Thôn văn hóa Ngọc Bản", "Đảng viên"),
            *("Xã học tập", "ĐÁNH GIÁ CÔNG DÂN SỐ"),
        ),
        is_certain=False,
        others=(
            *("HỘI NÔNG DÂN XÃ VẠN HÒA", "BAN THI ĐUA", "Nhà văn hóa thôn Đoài"),
            *("XÂY DỰNG XÃ HỘI HỌC TẬP", "DANH SÁCH CÔNG DÂN SỐ 01"),
        ),
    ),
)
_SEPARATORS = re.compile(r"[\W_]+")
# «CĐHT» is a community; typed without marks it is a citizen too.
_COMMUNITY = re.compile(r"\bcđht\b")
# «Công dân số» is the digital citizen; «công dân số 01» the first list of citizens.
_CITIZENS = re.compile(r"\bcong dan\b(?! so\b(?! \d))|\bcdht\b")
# A line about one criterion, which names what it is about.
_OF_CRITERION = re.compile(r"(?:[ivx0-9]+[.)] *)?(?:cs|tc|chi so|tieu chi|tieu chuan|noi dung)\b")
_CERTAIN = re.compile("|".join(rf"\b(?:{one.words})\b" for one in CONTESTS if one.is_certain))
_WEAK = re.compile("|".join(rf"\b(?:{one.words})\b" for one in CONTESTS if not one.is_certain))


def names_citizens(text: str) -> bool:
    """Whether a title names citizens: «công dân học tập», «CDHT»."""
    return _CITIZENS.search(_folded(text)) is not None and not _is_community(text)


def names_contest(text: str, *, certainly: bool) -> bool:
    """Whether a title names another contest, or only lets one think of it.

    What a paper is about that it cites, and a criterion, say nothing of it.
    """
    folded = _folded(text)
    if is_citation(folded) or _OF_CRITERION.match(folded):
        return False
    pattern = _CERTAIN if certainly else _WEAK
    return pattern.search(folded) is not None or (certainly and _is_community(text))


def _is_community(text: str) -> bool:
    said = _SEPARATORS.sub(" ", clean_name(text).casefold())
    return _COMMUNITY.search(said) is not None


def _folded(text: str) -> str:
    return _SEPARATORS.sub(" ", fold_text(text)).strip()
