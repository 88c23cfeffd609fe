//! Plays a scenario file and prints its JSON lines.
fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let scenario = match luytre_simulate::Scenario::read(path.as_ref()) {
        Ok(scenario) => scenario,
        Err(problem) => {
            println!("{problem}");
            return;
        }
    };
    luytre_simulate::run(&scenario, &mut |line| {
        println!("{}", line.json(&scenario.zone))
    });
}
