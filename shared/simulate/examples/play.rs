//! Plays a scenario file and prints its JSON lines: the library's whole use in one page.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    let path = std::env::args().nth(1).expect("a scenario file");
    match luytre_simulate::Scenario::read(path.as_ref()) {
        Ok(scenario) => luytre_simulate::run(&scenario, &mut |line| {
            println!("{}", line.json(&scenario.zone));
        }),
        Err(problem) => println!("{problem}"),
    }
}
