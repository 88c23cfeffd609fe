# What children and parents are told. The title says what happens; the body says why, until when, and what can be done.
# $until is "none" where it is not known; $scope is "screen" or "other".

## To a child
child-warn = { $left ->
    [none] { $scope ->
        [screen] Sắp hết giờ
       *[other] { $Subject }: sắp hết giờ
    }
   *[other] { $scope ->
        [screen] Còn { $left }
       *[other] { $Subject }: còn { $left }
    }
}
child-countdown = { $scope ->
    [screen] Sắp đến lúc dừng
   *[other] { $Subject } sắp dừng
}
child-lock = Đến lúc nghỉ rồi
child-relock = Máy khóa lại
child-unlock-allowed = { $scope ->
    [screen] Con dùng máy được rồi
   *[other] { $Subject }: dùng được rồi
}
child-logout = Máy đang đăng xuất
child-refuse-login = Bây giờ chưa đăng nhập được
child-terminate = { $Subject } đang đóng lại
child-refuse-exec = { $Subject }: bây giờ chưa mở được
child-notice-granted = Giờ hôm nay đã đổi
child-notice-let-in = Bố mẹ cho con dùng thêm
child-notice-break = Giờ giải lao
child-notice-finish-match = Chơi nốt ván
child-notice-rules-changed = Nội quy vừa đổi
child-notice-rest = Nghỉ mắt một chút nhé
child-notice-other = Lũy Tre
child-health = Bố mẹ cần xem lại máy này
child-request = Đã gửi lời xin đến bố mẹ
child-answer-approved = Bố mẹ đồng ý
child-answer-denied = Lần này bố mẹ chưa đồng ý
child-answer-expired = Lời xin đã hết hạn

child-ahead-locked-by-parent = Bố mẹ sắp khóa máy.
child-ahead-bedtime = { $until ->
    [none] Sắp đến giờ đi ngủ.
   *[other] Đến { $until } là giờ đi ngủ.
}
child-ahead-outside-windows = { $until ->
    [none] Khung giờ dùng máy sắp hết.
   *[other] Đến { $until } là hết khung giờ dùng máy.
}
child-ahead-break-due = { $until ->
    [none] Sắp đến giờ giải lao.
   *[other] Đến { $until } là giờ giải lao.
}
child-ahead-monthly = { $until ->
    [none] Giờ dùng máy của tháng này sắp hết.
   *[other] Đến { $until } là hết giờ dùng máy của tháng này.
}
child-ahead-weekly = { $until ->
    [none] Giờ dùng máy của tuần này sắp hết.
   *[other] Đến { $until } là hết giờ dùng máy của tuần này.
}
child-ahead-daily = { $until ->
    [none] Giờ dùng máy của hôm nay sắp hết.
   *[other] Đến { $until } là hết giờ dùng máy của hôm nay.
}
child-ahead-activity = { $until ->
    [none] Giờ { $activity } sắp hết.
   *[other] Đến { $until } là hết giờ { $activity }.
}
child-ahead-program = { $until ->
    [none] Giờ { $program } hôm nay sắp hết.
   *[other] Đến { $until } là hết giờ { $program } hôm nay.
}
child-ahead-let-in-ends = { $until ->
    [none] Giờ bố mẹ cho thêm sắp hết.
   *[other] Bố mẹ cho con dùng máy đến { $until }.
}

child-now-locked-by-parent = Bố mẹ đã khóa máy.
child-now-tamper = Phần bảo vệ của máy bị can thiệp nên máy phải khóa. Con nói với bố mẹ nhé.
child-now-bedtime = Bây giờ là giờ đi ngủ.
child-now-outside-windows = Bây giờ ngoài khung giờ dùng máy.
child-now-break-due = Bây giờ là giờ giải lao, con nghỉ mắt và vận động một chút nhé.
child-now-monthly = Con đã dùng hết giờ máy của tháng này.
child-now-weekly = Con đã dùng hết giờ máy của tuần này.
child-now-daily = Con đã dùng hết giờ máy của hôm nay.
child-now-activity = Bây giờ không phải giờ { $activity }.
child-now-program = Hôm nay con đã dùng hết giờ { $program }.
child-now-let-in-ends = Giờ bố mẹ cho thêm đã hết.
child-now-granted = { $left ->
    [none] Bố mẹ vừa đổi giờ hôm nay của con.
   *[other] Bố mẹ vừa đổi giờ hôm nay, bây giờ con còn { $left }.
}
child-now-approved = { $left ->
    [none] Con dùng tiếp được rồi.
   *[other] Bây giờ con còn { $left }.
}
child-now-denied = Con có thể hỏi bố mẹ vì sao, và khi nào thì được.
child-now-expired = Sau một giờ chưa có ai trả lời. Con có thể xin lại.
child-now-finish-match = { $left ->
    [none] Số phút này sẽ trừ vào ngày mai.
   *[other] Con còn { $left }. Số phút mượn sẽ trừ vào ngày mai.
}
child-now-rules-changed = { $left ->
    [none] Con xem lại nội quy của mình nhé.
   *[other] Theo nội quy mới, con còn { $left }.
}
child-now-rest = Hôm nay con đã dùng { $used } cho { $subject }. Con nhìn ra xa, uống nước và đi lại vài phút.
child-now-health = Có một chỗ trong phần bảo vệ chưa ổn. Con không cần làm gì.

child-again = { $scope ->
    [screen] Con dùng lại được từ { $until }.
   *[other] Dùng lại được từ { $until }.
}
child-until = Được dùng đến { $until }.
child-left = Con còn { $left }.
child-hint-save = Con lưu bài lại nhé.
child-hint-ask = Cần thêm giờ thì con xin bố mẹ.
child-hint-sleep = Chúc con ngủ ngon.
child-request-until = Bố mẹ có thể trả lời đến { $until }.

## To parents
parent-warn = { $left ->
    [none] { $scope ->
        [screen] { $child } sắp hết giờ
       *[other] { $child }, { $subject }: sắp hết giờ
    }
   *[other] { $scope ->
        [screen] { $child } còn { $left }
       *[other] { $child }, { $subject }: còn { $left }
    }
}
parent-countdown = { $scope ->
    [screen] Máy của { $child } sắp khóa
   *[other] { $child }: { $subject } sắp dừng
}
parent-lock = Máy của { $child } đã khóa
parent-relock = Máy của { $child } được mở trái nội quy, đã khóa lại
parent-unlock-allowed = { $scope ->
    [screen] { $child } dùng máy được trở lại
   *[other] { $child } dùng { $subject } được trở lại
}
parent-logout = Phiên của { $child } đã đóng
parent-refuse-login = { $child } thử đăng nhập, máy chưa cho
parent-terminate = Đã đóng { $subject } của { $child }
parent-refuse-exec = { $child } thử mở { $subject }, máy chưa cho
parent-notice-granted = Giờ hôm nay của { $child } đã đổi
parent-notice-let-in = { $child } được dùng thêm
parent-notice-break = { $child } đến giờ giải lao
parent-notice-finish-match = { $child } chơi nốt ván
parent-notice-rules-changed = Nội quy vừa đổi
parent-notice-rest = Đã nhắc { $child } nghỉ mắt
parent-notice-other = Lũy Tre
parent-health = { $what }
parent-request = { $scope ->
    [screen] { $child } xin thêm giờ dùng máy
   *[other] { $child } xin thêm giờ cho { $subject }
}
parent-answer-approved = { $child } được thêm giờ
parent-answer-denied = Đã trả lời { $child }: chưa đồng ý
parent-answer-expired = Lời xin của { $child } đã hết hạn

parent-ahead-locked-by-parent = Theo lệnh khóa của phụ huynh.
parent-ahead-bedtime = { $until ->
    [none] Sắp đến giờ đi ngủ.
   *[other] Giờ đi ngủ bắt đầu lúc { $until }.
}
parent-ahead-outside-windows = { $until ->
    [none] Khung giờ dùng máy sắp hết.
   *[other] Khung giờ dùng máy hết lúc { $until }.
}
parent-ahead-break-due = { $until ->
    [none] Sắp đến giờ giải lao.
   *[other] Giờ giải lao bắt đầu lúc { $until }.
}
parent-ahead-monthly = { $until ->
    [none] Giờ của tháng này sắp hết.
   *[other] Giờ của tháng này hết lúc { $until }.
}
parent-ahead-weekly = { $until ->
    [none] Giờ của tuần này sắp hết.
   *[other] Giờ của tuần này hết lúc { $until }.
}
parent-ahead-daily = { $until ->
    [none] Giờ của hôm nay sắp hết.
   *[other] Giờ của hôm nay hết lúc { $until }.
}
parent-ahead-activity = { $until ->
    [none] Giờ { $activity } sắp hết.
   *[other] Giờ { $activity } hết lúc { $until }.
}
parent-ahead-program = { $until ->
    [none] Giờ { $program } hôm nay sắp hết.
   *[other] Giờ { $program } hôm nay hết lúc { $until }.
}
parent-ahead-let-in-ends = { $until ->
    [none] Giờ cho thêm sắp hết.
   *[other] Được cho dùng đến { $until }.
}

parent-now-locked-by-parent = Theo lệnh khóa của phụ huynh.
parent-now-tamper = Phần bảo vệ bị can thiệp. Xem luytre doctor.
parent-now-bedtime = Đang là giờ đi ngủ.
parent-now-outside-windows = Ngoài khung giờ dùng máy.
parent-now-break-due = Đến giờ giải lao.
parent-now-monthly = Đã hết giờ của tháng này.
parent-now-weekly = Đã hết giờ của tuần này.
parent-now-daily = Đã hết giờ của hôm nay.
parent-now-activity = Không phải giờ { $activity }.
parent-now-program = Đã hết giờ { $program } hôm nay.
parent-now-let-in-ends = Giờ cho thêm đã hết.
parent-now-granted = { $left ->
    [none] Đã ghi vào hôm nay.
   *[other] Bây giờ còn { $left }.
}
parent-now-approved = { $left ->
    [none] Đã ghi vào hôm nay.
   *[other] Bây giờ còn { $left }.
}
parent-now-denied = Giờ hôm nay giữ nguyên.
parent-now-expired = Sau một giờ chưa có ai trả lời.
parent-now-finish-match = { $left ->
    [none] Số phút này trừ vào ngày mai.
   *[other] Còn { $left }. Số phút mượn trừ vào ngày mai.
}
parent-now-rules-changed = Có hiệu lực từ bây giờ.
parent-now-rest = Hôm nay đã dùng { $used } cho { $subject }.

parent-again = Dùng lại được từ { $until }.
parent-until = Được dùng đến { $until }.
parent-left = Còn { $left }.
parent-request-until = Trả lời được đến { $until }.
