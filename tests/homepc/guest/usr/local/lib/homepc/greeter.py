#!/usr/bin/python3
"""Logs one account in as a display manager does, keeps the session open, and says on standard output what happened.

A display manager's worker process for one session: password, account and session stages of PAM, then the desktop as that
account, until the desktop ends or standard input says "logout" (or closes: the test is gone). One JSON object a line:

    {"event": "message", "stage": "...", "text": "..."}           what a PAM module says to the person at the screen
    {"event": "refused", "stage": "...", "code": 6, "text": "..."}   and the program ends
    {"event": "open", "session": "c1", "display": ":0"}           logged in, desktop and locker are up
    {"event": "closed"}

Absent on purpose: any drawing of a login screen.
"""

import argparse
import ctypes
import json
import os
import pwd
import select
import signal
import sys

PAM = ctypes.CDLL("libpam.so.0")
LIBC = ctypes.CDLL(None)
LIBC.calloc.restype = ctypes.c_void_p
LIBC.strdup.restype = ctypes.c_void_p
PAM.pam_strerror.restype = ctypes.c_char_p
PAM.pam_getenvlist.restype = ctypes.POINTER(ctypes.c_char_p)

# security/_pam_types.h
SUCCESS, BUF_ERR = 0, 5
PROMPT_ECHO_OFF, PROMPT_ECHO_ON = 1, 2
TTY = 3
ESTABLISH_CRED, DELETE_CRED = 0x2, 0x4


class Message(ctypes.Structure):
    _fields_ = [("style", ctypes.c_int), ("text", ctypes.c_char_p)]


class Response(ctypes.Structure):
    _fields_ = [("text", ctypes.c_void_p), ("code", ctypes.c_int)]


TALK = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_int,
    ctypes.POINTER(ctypes.POINTER(Message)),
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.c_void_p,
)


class Conversation(ctypes.Structure):
    _fields_ = [("talk", TALK), ("data", ctypes.c_void_p)]


def say(**event):
    print(json.dumps(event, ensure_ascii=False), flush=True)


class Login:
    """One PAM transaction; a stage that fails says so and ends the program."""

    def __init__(self, account, password):
        self.stage_name = "start"

        def talk(count, messages, responses, _data):
            answers = LIBC.calloc(count, ctypes.sizeof(Response))
            if not answers:
                return BUF_ERR
            table = ctypes.cast(answers, ctypes.POINTER(Response))
            for i in range(count):
                message = messages[i].contents
                if message.style in (PROMPT_ECHO_OFF, PROMPT_ECHO_ON):
                    table[i].text = LIBC.strdup(password.encode())
                else:
                    text = (message.text or b"").decode("utf-8", "replace")
                    say(event="message", stage=self.stage_name, text=text)
            responses[0] = answers
            return SUCCESS

        # Kept, or the callback would be collected while PAM still holds it.
        self.conversation = Conversation(TALK(talk), None)
        self.handle = ctypes.c_void_p()
        status = PAM.pam_start(
            b"homepc-greeter", account.encode(), ctypes.byref(self.conversation), ctypes.byref(self.handle)
        )
        self.check(status)

    def check(self, status):
        if status != SUCCESS:
            text = PAM.pam_strerror(self.handle, status).decode("utf-8", "replace")
            say(event="refused", stage=self.stage_name, code=status, text=text)
            PAM.pam_end(self.handle, status)
            sys.exit(1)

    def stage(self, name, function, flags=0):
        self.stage_name = name
        self.check(function(self.handle, flags))

    def set(self, name, value):
        self.check(PAM.pam_putenv(self.handle, f"{name}={value}".encode()))

    def environment(self):
        listed, found = PAM.pam_getenvlist(self.handle), {}
        for entry in listed:
            if entry is None:
                return found
            name, _, value = entry.decode().partition("=")
            found[name] = value
        return found


def start_desktop(person, environment, desktop, ready):
    """Forks; the child becomes the account and the desktop, and reports its display on `ready` when all of it is up."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.initgroups(person.pw_name, person.pw_gid)
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)
    os.chdir(person.pw_dir)
    # The desktop must hold neither the test's end of standard output open nor its commands.
    nothing = os.open(os.devnull, os.O_RDWR)
    log = os.open(".homepc-desktop.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(ready, 3)
    os.execve("/usr/local/lib/homepc/desktop.sh", ["desktop.sh", desktop], environment)


def wait_for_end(pid):
    """Until the desktop ended by itself, or the test says "logout" or is gone: then it is asked, and after 5 s made to end."""
    desktop = os.pidfd_open(pid)
    ready, _, _ = select.select([desktop, sys.stdin], [], [])
    if desktop not in ready:
        os.killpg(pid, signal.SIGTERM)
        if not select.select([desktop], [], [], 5)[0]:
            os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("account")
    options.add_argument("--password", required=True)
    options.add_argument("--seat")
    options.add_argument("--type", default="x11")
    options.add_argument("--class", dest="session_class", default="user")
    options.add_argument("--desktop", choices=["x11", "none"], default="x11")
    options = options.parse_args()

    login = Login(options.account, options.password)
    PAM.pam_set_item(login.handle, TTY, b"homepc")
    login.stage("authenticate", PAM.pam_authenticate)
    login.stage("account", PAM.pam_acct_mgmt)
    login.stage("credentials", PAM.pam_setcred, ESTABLISH_CRED)
    login.set("XDG_SESSION_TYPE", options.type)
    login.set("XDG_SESSION_CLASS", options.session_class)
    login.set("XDG_SESSION_DESKTOP", "homepc")
    if options.seat:
        login.set("XDG_SEAT", options.seat)
    login.stage("session", PAM.pam_open_session)

    person = pwd.getpwnam(options.account)
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games",
        "LANG": "C.UTF-8",
        "HOME": person.pw_dir,
        "SHELL": person.pw_shell,
        "USER": person.pw_name,
        "LOGNAME": person.pw_name,
        **login.environment(),
    }
    reading, writing = os.pipe()
    pid = start_desktop(person, environment, options.desktop, writing)
    os.close(writing)
    with os.fdopen(reading) as ready:
        display = ready.readline()
    if display:
        say(event="open", session=environment.get("XDG_SESSION_ID", ""), display=display.strip())
        wait_for_end(pid)
    else:
        os.waitpid(pid, 0)
        say(event="refused", stage="desktop", code=0, text="the desktop did not start, see .homepc-desktop.log")
    login.stage("close", PAM.pam_close_session)
    login.stage("credentials", PAM.pam_setcred, DELETE_CRED)
    PAM.pam_end(login.handle, SUCCESS)
    say(event="closed")


main()
