//! Linux: evdev, `/proc/asound`, control groups.

mod cpu;
mod input;
mod sound;

use super::{Evidence, InputUse, PresenceQuery, Roots};
use crate::procfs::Proc;
use cpu::CpuMeter;
use input::InputDevices;
use luytre_core::time::BootTime;

#[derive(Debug)]
pub(super) struct PresenceProbe {
    roots: Roots,
    proc: Proc,
    input: InputDevices,
    cpu: CpuMeter,
}

impl PresenceProbe {
    pub(super) fn new(roots: Roots) -> Self {
        let proc = Proc::new(&roots.proc);
        let mut input = InputDevices::new(&roots.dev, &roots.run);
        input.list();
        Self {
            proc,
            input,
            cpu: CpuMeter::default(),
            roots,
        }
    }

    pub(super) fn look(&mut self, query: &PresenceQuery, now: BootTime) -> Evidence {
        self.input.list();
        self.input.drain(now);
        Evidence {
            input: self.input.covers(query.seat.as_deref()).then(|| InputUse {
                last: self.input.last(query.seat.as_deref()),
            }),
            sound: sound::in_use(&self.roots.proc, &self.proc, query.uid),
            cpu: self.cpu.measure(&self.roots.sys, &self.proc, query, now),
        }
    }
}
