"""«Gửi xã – Nhận kết quả» and, at the commune, «Nhận tệp – Gửi kết quả»."""
