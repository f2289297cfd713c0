"""Vietnamese for the texts of Qt's own print dialog, which Windows has in its own language."""

_DIALOG = {
    "Print": "In",
    "Printer": "Máy in",
    "&Name:": "&Tên:",
    "P&roperties": "Đặc &điểm",
    "Location:": "Nơi đặt:",
    "Type:": "Loại:",
    "Preview": "Xem trước",
    "Output &file:": "Tệp:",
    "Print to File (PDF)": "In ra tệp PDF",
    "Print To File ...": "In ra tệp…",
    "Local file": "Tệp trên máy này",
    "Write PDF file": "Lưu tệp PDF",
    "&Options >>": "Tùy chọn >>",
    "&Options <<": "Tùy chọn <<",
    "&Print": "&In",
    "Copies": "Số bản",
    "Print range": "In những trang nào",
    "Print all": "In tất cả",
    "Pages from": "Trang từ",
    "to": "đến",
    "Pages": "Các trang",
    "Current Page": "Trang đang xem",
    "Selection": "Phần đã chọn",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated "
    "by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": (
        "Ghi số trang cách nhau bằng dấu phẩy, khoảng trang nối bằng gạch ngang. "
        "Ví dụ 3,5-7,9 in các trang 3, 5, 6, 7 và 9."
    ),
    "Page &Set:": "Trong đó:",
    "All Pages": "Mọi trang",
    "Odd Pages": "Trang lẻ",
    "Even Pages": "Trang chẵn",
    "Output Settings": "In thế nào",
    "Copies:": "Số bản:",
    "Cop&ies:": "Số &bản:",
    "Collate": "Xếp theo bộ",
    "Reverse": "Từ cuối lên đầu",
    "Options": "Tùy chọn",
    "Color Mode": "Màu",
    "Color": "Có màu",
    "Grayscale": "Đen trắng",
    "Double Sided Printing": "In hai mặt",
    "Off": "Không",
    "Long side binding": "Lật theo cạnh dài",
    "Short side binding": "Lật theo cạnh ngắn",
}
_PROPERTIES = {
    "Printer Properties": "Đặc điểm của máy in",
    "Job Options": "Việc in",
    "Page": "Trang",
    "Advanced": "Nâng cao",
    "There are conflicts in some options. Please fix them.": (
        "Có lựa chọn không đi được với nhau. Hãy chọn lại."
    ),
    "Paper": "Giấy",
    "Page size:": "Khổ giấy:",
    "Width:": "Rộng:",
    "Height:": "Cao:",
    "Paper source:": "Khay giấy:",
    "Custom": "Khổ khác",
    "Custom (%1mm x %2mm)": "Khổ khác (%1 mm × %2 mm)",
    "Orientation": "Hướng giấy",
    "Portrait": "Dọc",
    "Landscape": "Ngang",
    "Reverse landscape": "Ngang, quay ngược",
    "Reverse portrait": "Dọc, quay ngược",
    "Margins": "Lề",
    "top margin": "lề trên",
    "left margin": "lề trái",
    "right margin": "lề phải",
    "bottom margin": "lề dưới",
    "Millimeters (mm)": "Mi-li-mét (mm)",
    "Inches (in)": "Inch (in)",
    "Points (pt)": "Điểm in (pt)",
    "Pica (P̸)": "Pica (P̸)",
    "Didot (DD)": "Didot (DD)",
    "Cicero (CC)": "Cicero (CC)",
    "mm": "mm",
    "Page Layout": "Nhiều trang trên một tờ",
    "Page &order:": "Thứ &tự:",
    "Pages &per sheet:": "&Số trang một tờ:",
    "Left to Right, Top to Bottom": "Trái sang phải, trên xuống dưới",
    "Left to Right, Bottom to Top": "Trái sang phải, dưới lên trên",
    "Right to Left, Bottom to Top": "Phải sang trái, dưới lên trên",
    "Right to Left, Top to Bottom": "Phải sang trái, trên xuống dưới",
    "Bottom to Top, Left to Right": "Dưới lên trên, trái sang phải",
    "Bottom to Top, Right to Left": "Dưới lên trên, phải sang trái",
    "Top to Bottom, Left to Right": "Trên xuống dưới, trái sang phải",
    "Top to Bottom, Right to Left": "Trên xuống dưới, phải sang trái",
    "1 (1x1)": "1 (1×1)",
    "2 (2x1)": "2 (2×1)",
    "4 (2x2)": "4 (2×2)",
    "6 (2x3)": "6 (2×3)",
    "9 (3x3)": "9 (3×3)",
    "16 (4x4)": "16 (4×4)",
}
_JOB = {
    "Job": "Việc in",
    "Job Control": "Khi nào in",
    "Scheduled &printing:": "&Lúc in:",
    "&Billing information:": "&Ghi chú tính tiền:",
    "Job &priority:": "Độ &ưu tiên:",
    "Banner Pages": "Tờ ngăn giữa các việc in",
    "&Start:": "&Đầu:",
    "&End:": "&Cuối:",
    "Print Immediately": "In ngay",
    "Hold Indefinitely": "Giữ lại, chưa in",
    "Day (06:00 to 17:59)": "Ban ngày (06:00–17:59)",
    "Night (18:00 to 05:59)": "Ban đêm (18:00–05:59)",
    "Second Shift (16:00 to 23:59)": "Ca hai (16:00–23:59)",
    "Third Shift (00:00 to 07:59)": "Ca ba (00:00–07:59)",
    "Weekend (Saturday to Sunday)": "Cuối tuần (thứ bảy, chủ nhật)",
    "Specific Time": "Giờ khác",
    "None": "Không",
    "Standard": "Thường",
    "Unclassified": "Không mật",
    "Confidential": "Kín",
    "Classified": "Mật",
    "Secret": "Tối mật",
    "Top Secret": "Tuyệt mật",
}
_REFUSALS = {
    "%1 is a directory.\nPlease choose a different file name.": (
        "%1 là một thư mục.\nHãy ghi tên tệp khác."
    ),
    "File %1 is not writable.\nPlease choose a different file name.": (
        "Không ghi được tệp %1.\nHãy ghi tên tệp khác."
    ),
    "%1 already exists.\nDo you want to overwrite it?": "%1 đã có sẵn.\nThay bằng tệp mới?",
    "The 'From' value cannot be greater than the 'To' value.": (
        "Trang đầu không được lớn hơn trang cuối."
    ),
    "Invalid Pages Definition": "Khoảng trang chưa đúng",
    "%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to "
    "define ranges and make sure ranges do not intersect with each other.": (
        "Chưa hiểu «%1». Hãy ghi số trang cách nhau bằng dấu phẩy, khoảng trang nối bằng gạch "
        "ngang, không trùng nhau."
    ),
    "Duplex Settings Conflicts": "In hai mặt chưa hợp",
    "There are conflicts in duplex settings. Do you want to fix them?": (
        "Lựa chọn in hai mặt không đi được với lựa chọn khác. Chọn lại?"
    ),
    "Printer Properties Conflicts": "Đặc điểm của máy in chưa hợp",
}
PRINTING_WORDS: dict[str, str] = {**_DIALOG, **_PROPERTIES, **_JOB, **_REFUSALS}
