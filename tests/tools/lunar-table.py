#!/usr/bin/env python3
"""Computes the first day of the Vietnamese lunar year and the Hung Kings' day (10th of the 3rd month) for 2000 to 2100.

    tests/tools/lunar-table.py            # the rows of shared/core/src/household/lunar.rs
    tests/tools/lunar-table.py --compare  # years in which a calendar at UTC+8 has another day

A month begins on the local day of the astronomical new moon; the eleventh month contains the winter solstice; where
thirteen months lie between two of them, the first without a principal solar term is the leap month. New moons follow the
series of Meeus, Astronomical Algorithms, chapter 49 (seconds), the sun chapter 25 (about 0.01 degrees). A new moon too
near midnight for that, or a term too near to the edge of a month, is told on standard error, for a person to judge.
"""

import datetime
import math
import sys

FIRST, LAST = 2000, 2100
EPOCH = datetime.date(2000, 1, 1).toordinal() - 2451544.5


def sine(degrees):
    return math.sin(math.radians(degrees))


def delta_t(julian):
    """Terrestrial minus universal time, in days (Espenak and Meeus)."""
    t = (julian - 2451544.5) / 365.25
    if t < 50:
        return (62.92 + 0.32217 * t + 0.005589 * t * t) / 86400
    return (-20 + 32 * ((t + 180) / 100) ** 2 - 0.5628 * (150 - t)) / 86400


def new_moon(k):
    """Julian day, universal time, of new moon number `k`, 0 in January 2000."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
    omega = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
    julian = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.00000015 * t**3
    terms = [
        (-0.40720, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * node), (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun), (0.00208 * e * e, 2 * sun), (-0.00111, moon - 2 * node), (-0.00057, moon + 2 * node),
        (0.00056 * e, 2 * moon + sun), (-0.00042, 3 * moon), (0.00042 * e, sun + 2 * node), (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun), (-0.00017, omega), (-0.00007, moon + 2 * sun), (0.00004, 2 * moon - 2 * node),
        (0.00004, 3 * sun), (0.00003, moon + sun - 2 * node), (0.00003, 2 * moon + 2 * node),
        (-0.00003, moon + sun + 2 * node), (0.00003, moon - sun + 2 * node),
        (0.000325, 299.77 + 0.107408 * k - 0.009173 * t * t), (0.000165, 251.88 + 0.016321 * k),
        (0.000164, 251.83 + 26.651886 * k), (0.000126, 349.42 + 36.412478 * k), (0.000110, 84.66 + 18.206239 * k),
    ]
    julian += sum(size * sine(angle) for size, angle in terms)
    return julian - delta_t(julian)


def sun_longitude(julian):
    """Apparent longitude of the sun in degrees at a universal time."""
    t = (julian + delta_t(julian) - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t
    centre = ((1.914602 - 0.004817 * t) * sine(anomaly) + (0.019993 - 0.000101 * t) * sine(2 * anomaly)
              + 0.000289 * sine(3 * anomaly))
    return (mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t)) % 360


class Calendar:
    def __init__(self, zone):
        self.zone = zone
        self.starts = []
        for k in range(-20, 1275):
            local = new_moon(k) + zone / 24 + EPOCH
            if abs(local - round(local)) < 3 / 1440:
                print(f"UTC+{zone}: new moon near midnight: {datetime.date.fromordinal(round(local))}", file=sys.stderr)
            self.starts.append(math.floor(local))

    def sector(self, day):
        """The twelfth of the sun's way at the beginning of a local day."""
        longitude = sun_longitude(day - EPOCH - self.zone / 24)
        if abs((longitude + 15) % 30 - 15) < 0.02 and day in self.starts:
            print(f"UTC+{self.zone}: term near a month's edge: {datetime.date.fromordinal(day)}", file=sys.stderr)
        return int(longitude // 30)

    def eleventh(self, year):
        """Index of the month that contains the winter solstice of a year."""
        day = datetime.date(year, 12, 31).toordinal()
        while not (self.sector(day) < 9 <= self.sector(day + 1)):
            day -= 1
        return max(index for index, start in enumerate(self.starts) if start <= day)

    def year(self, year):
        """First days of month 1 and of day 10 of month 3."""
        eleventh, following = self.eleventh(year - 1), self.eleventh(year)
        numbers, leap = {}, following - eleventh == 13
        number = 11
        for index in range(eleventh, following):
            same = self.sector(self.starts[index]) == self.sector(self.starts[index + 1])
            if leap and same and index > eleventh:
                leap = False
                continue
            numbers[number] = self.starts[index]
            number = number % 12 + 1
        return numbers[1], numbers[3] + 9


def main():
    here = Calendar(7)
    if "--compare" in sys.argv:
        there = Calendar(8)
        for year in range(FIRST, LAST + 1):
            if here.year(year) != there.year(year):
                days = [datetime.date.fromordinal(day) for day in here.year(year) + there.year(year)]
                print(year, *days)
        return
    for year in range(FIRST, LAST + 1):
        tet, kings = (datetime.date.fromordinal(day) for day in here.year(year))
        print(f"    row({tet.month}, {tet.day}, {kings.month}, {kings.day}), // {year}")


main()
