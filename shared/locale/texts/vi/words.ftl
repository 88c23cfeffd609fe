# Words and short pieces that other texts are made of. Small letters: sentences capitalise what comes first.

duration-parts = { $hours ->
    [0] { $minutes ->
        [0] { $seconds } giây
       *[other] { $minutes } phút
    }
   *[other] { $minutes ->
        [0] { $hours } giờ
       *[other] { $hours } giờ { $minutes } phút
    }
}
duration-none = 0 phút
duration-negative = −{ $length }

day-name = { $day ->
    [monday] thứ hai
    [tuesday] thứ ba
    [wednesday] thứ tư
    [thursday] thứ năm
    [friday] thứ sáu
    [saturday] thứ bảy
   *[sunday] chủ nhật
}
day-short = { $day ->
    [monday] T2
    [tuesday] T3
    [wednesday] T4
    [thursday] T5
    [friday] T6
    [saturday] T7
   *[sunday] CN
}
month-name = { $month }
date = { $weekday }, { $day }/{ $month }/{ $year }
date-today = hôm nay
date-yesterday = hôm qua
date-tomorrow = ngày mai
moment-yesterday = { $clock } hôm qua
moment-tomorrow = { $clock } ngày mai
moment-weekday = { $clock } { $weekday }
moment-date = { $clock } ngày { $day }/{ $month }/{ $year }

list-two = { $first } và { $last }
list-more = { $first }, { $rest }

subject-screen = dùng máy
activity-games = trò chơi
activity-video = xem video
activity-music = nghe nhạc
activity-social = mạng xã hội
activity-chat = trò chuyện
activity-learning = học tập
activity-reading = đọc sách
activity-creative = sáng tạo
activity-browser = lướt web
activity-coding = lập trình

presence-active = đang dùng
presence-idle = tạm ngừng tay
presence-locked = màn hình đang khóa
presence-away = đã đăng nhập, không ở trước máy
presence-offline = chưa đăng nhập

verdict-protected = Đang bảo vệ đầy đủ
verdict-weaker = Đang bảo vệ, nhưng có chỗ yếu
verdict-watch-only = Chỉ theo dõi, không khóa được
verdict-off = Chưa bảo vệ

actor-system = quản trị máy
actor-parent = bố mẹ
actor-agent = Lũy Tre

reason-locked-by-parent = bố mẹ đã khóa
reason-tamper = phần bảo vệ bị can thiệp
reason-bedtime = giờ đi ngủ
reason-outside-windows = ngoài khung giờ
reason-break-due = giờ giải lao
reason-monthly = hết giờ của tháng này
reason-weekly = hết giờ của tuần này
reason-daily = hết giờ của hôm nay
reason-activity = không phải giờ { $activity }
reason-program = hết giờ { $program } hôm nay
reason-let-in-ends = hết giờ bố mẹ cho thêm
reason-granted = bố mẹ đã đổi giờ
reason-approved = bố mẹ đồng ý
reason-denied = bố mẹ chưa đồng ý
reason-expired = lời xin đã hết hạn
reason-finish-match = chơi nốt ván
reason-rules-changed = nội quy vừa đổi
reason-rest = nên nghỉ mắt

# What will end the time that is left.
ends-locked-by-parent = bố mẹ sắp khóa
ends-tamper = phần bảo vệ bị can thiệp
ends-bedtime = sau đó là giờ đi ngủ
ends-outside-windows = sau đó hết khung giờ
ends-break-due = sau đó là giờ giải lao
ends-monthly = hết giờ của tháng này
ends-weekly = hết giờ của tuần này
ends-daily = hết giờ của hôm nay
ends-activity = sau đó không còn giờ { $activity }
ends-program = hết giờ { $program } hôm nay
ends-let-in-ends = bố mẹ cho đến lúc đó
