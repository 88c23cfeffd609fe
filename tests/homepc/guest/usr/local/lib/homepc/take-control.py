#!/usr/bin/python3
"""Takes control of the session it runs in and changes its type, as any program of a session may. Says "changed", then holds
on until standard input closes: logind undoes the change when the controller goes.

usage: take-control.py OBJECT_PATH TYPE
"""

import sys

import dbus

bus = dbus.SystemBus()
session = dbus.Interface(bus.get_object("org.freedesktop.login1", sys.argv[1]), "org.freedesktop.login1.Session")
session.TakeControl(False)
session.SetType(sys.argv[2])
print("changed", flush=True)
sys.stdin.read()
