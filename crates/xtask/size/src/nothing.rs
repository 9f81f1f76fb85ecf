//! Asks nothing: what a program weighs without oske.

fn main() {
    let mut arguments = std::env::args().skip(1);
    println!("{:?} {:?}", arguments.next(), arguments.next());
}
