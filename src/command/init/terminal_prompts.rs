//! Asks the questions of `init` in a terminal. The only file that uses the prompt library, which prints by itself.

use std::io::{self, Write as _};
use std::path::Path;

use inquire::autocompletion::Replacement;
use inquire::ui::{RenderConfig, Styled};
use inquire::{Autocomplete, CustomUserError, InquireError, Select, Text};

use super::closing_report::{next_steps_report, nothing_written_report, write_schema_beside};
use crate::command::environment::CommandEnvironment;
use crate::command::interrupt;
use crate::command::report::CommandReport;
use crate::diag::agency::AgencyProblem;
use crate::diag::{Diagnostic, ProblemDescription};
use crate::failure::IoFailure;
use crate::interview::{
    AnswerFormat, INTERVIEW_TOPICS, Interview, InterviewQuestion, NEW_FILE_HEADER,
};
use crate::{output, source};

/// The user's reaction to a question.
enum PromptResult {
    /// A valid answer.
    Answer(String),
    Skipped,
    /// Go back to the previous question.
    GoBack,
    StopInterview,
}

/// Asks until no question is left, and saves the file after every answer.
pub(super) fn run_interview(
    path: &Path,
    on_disk: &str,
    mut interview: Interview,
    environment: CommandEnvironment,
) -> Result<CommandReport, IoFailure> {
    let mut on_disk = on_disk.to_owned();
    let mut topic = "";
    print_introduction(path, on_disk.is_empty(), environment.stderr_color)?;
    while let Some(question) = interview.next_question() {
        if question.topic != topic {
            topic = question.topic;
            print_topic(topic)?;
        }
        match ask_question(&interview, &question)? {
            PromptResult::Answer(typed) => interview
                .apply_answer(&question, &typed)
                .expect("a refused answer is asked for again"),
            PromptResult::StopInterview => {
                let stopped = if on_disk.is_empty() {
                    "Stopped. Nothing was written.\n".to_owned()
                } else {
                    format!(
                        "Stopped. Your answers are saved in {0}. To continue, type `policypress init {0}`.\n",
                        path.display()
                    )
                };
                return Ok(CommandReport {
                    stderr: stopped,
                    ..CommandReport::default()
                });
            }
            PromptResult::Skipped => interview.skip_question(&question),
            PromptResult::GoBack => {
                if !interview.return_to_previous_question() {
                    print_no_previous_question()?;
                }
                // The answers that were passed stay in the file until the next answer.
                continue;
            }
        }
        if interview.file_text != on_disk && interview.file_text != NEW_FILE_HEADER {
            let current = source::read_optional_file(path)?.unwrap_or_default();
            if current != on_disk.as_bytes() {
                let problem = AgencyProblem::FileChangedDuringInterview {
                    path: path.display().to_string(),
                };
                let found = [Diagnostic::new(problem)];
                return Ok(nothing_written_report(&found, environment));
            }
            output::replace_file(path, interview.file_text.as_bytes())?;
            write_schema_beside(path, &interview.file_text)?;
            on_disk.clone_from(&interview.file_text);
        }
    }
    if on_disk.is_empty() {
        return Ok(CommandReport {
            stderr: "No question was answered, so nothing was written.\n".to_owned(),
            ..CommandReport::default()
        });
    }
    next_steps_report(path, environment)
}

/// Prints how the interview works.
fn print_introduction(path: &Path, is_new: bool, use_color: bool) -> Result<(), IoFailure> {
    // Without this the first Ctrl-C would end the program in the middle of a line, before the first prompt.
    interrupt::register_interrupt_flag()?;
    let back_label = Styled::new("(back)");
    let style = if use_color {
        RenderConfig::default_colored()
    } else {
        RenderConfig::empty()
    };
    inquire::set_global_render_config(style.with_canceled_prompt_indicator(back_label));
    let name = path.display();
    let what = if is_new {
        format!("This asks about your agency and writes {name}")
    } else {
        format!("This asks for what is missing in {name}; settings already in it are kept")
    };
    print_to_stderr(&format!(
        "{what}.\n  Enter saves your answer. An empty answer skips the question. What your documents need is asked again the next time; the other settings you can add to the file.\n  \
         Esc goes back to the previous question; the answers after it are kept.\n  \
         Ctrl-C stops. Your answers are saved; to continue, type `policypress init {name}`.\n"
    ))
}

/// Prints the topic of the next questions.
fn print_topic(topic: &str) -> Result<(), IoFailure> {
    let number = INTERVIEW_TOPICS.iter().position(|known| *known == topic);
    let number = number.map_or(0, |at| at + 1);
    print_to_stderr(&format!(
        "\n{topic} ({number} of {})\n",
        INTERVIEW_TOPICS.len()
    ))
}

/// Prints that there is no previous question.
fn print_no_previous_question() -> Result<(), IoFailure> {
    print_to_stderr("This is the first question; press Ctrl-C to stop.\n")
}

fn print_to_stderr(text: &str) -> Result<(), IoFailure> {
    let written = io::stderr().write_all(text.as_bytes());
    written.map_err(terminal_failure)
}

/// Asks one question until the answer is valid or there is none.
fn ask_question(
    interview: &Interview,
    question: &InterviewQuestion,
) -> Result<PromptResult, IoFailure> {
    let mut refused_answer = None;
    loop {
        let answered = match question.answer_format {
            AnswerFormat::Choice(choices) => prompt_choice(interview, question, choices),
            AnswerFormat::Text
            | AnswerFormat::TextList
            | AnswerFormat::AddressLines
            | AnswerFormat::SignaturePositions
            | AnswerFormat::State
            | AnswerFormat::StateList
            | AnswerFormat::LanguageList
            | AnswerFormat::SiteList
            | AnswerFormat::Date => prompt_text(interview, question, refused_answer.take()),
        };
        match answered {
            Ok(Some(typed)) if question.is_skipped_by(&typed) => return Ok(PromptResult::Skipped),
            Ok(Some(typed)) => match interview.validate_answer(question, &typed) {
                Ok(_) => return Ok(PromptResult::Answer(typed)),
                Err(problems) => {
                    print_problems(&problems)?;
                    refused_answer = Some(typed);
                }
            },
            Ok(None) => return Ok(PromptResult::GoBack),
            Err(InquireError::OperationInterrupted) => return clear_prompt_and_stop(),
            Err(InquireError::IO(error)) if error.kind() == io::ErrorKind::Interrupted => {
                return clear_prompt_and_stop();
            }
            Err(InquireError::IO(error)) => return Err(terminal_failure(error)),
            Err(other) => return Err(terminal_failure(io::Error::other(other.to_string()))),
        }
    }
}

/// Prints why an answer is refused.
fn print_problems(problems: &[ProblemDescription]) -> Result<(), IoFailure> {
    let lines = problems.iter().map(|problem| {
        format!(
            "  Please change this: {}. To fix this: {}.\n",
            problem.message, problem.hint
        )
    });
    print_to_stderr(&lines.collect::<String>())
}

/// Ends the line of the question and clears the screen below it.
fn clear_prompt_and_stop() -> Result<PromptResult, IoFailure> {
    print_to_stderr("\n\x1B[J\n").map(|()| PromptResult::StopInterview)
}

fn terminal_failure(error: io::Error) -> IoFailure {
    IoFailure::new("ask in", Path::new("the terminal"), error)
}

/// Asks for a typed answer in an empty field; the Tab key brings back an answer that was refused.
fn prompt_text(
    interview: &Interview,
    question: &InterviewQuestion,
    refused_answer: Option<String>,
) -> Result<Option<String>, InquireError> {
    let mut help = Vec::new();
    if !question.help.is_empty() {
        help.push(question.help.clone());
    }
    if !question.example_answer.is_empty() {
        help.push(format!("For example: {}", question.example_answer));
    }
    if refused_answer.is_some() {
        help.push("Press Tab to change your last answer.".to_owned());
    }
    let help = help.join(" | ");
    let format_answer = |typed: &str| Interview::describe_answer(question, typed);
    let mut prompt = Text::new(&question.question_text).with_formatter(&format_answer);
    if !help.is_empty() {
        prompt = prompt.with_help_message(&help);
    }
    match (refused_answer, interview.previous_input(question)) {
        (Some(refused), _) => prompt = prompt.with_autocomplete(RefusedAnswer(refused)),
        (None, Some(typed)) => prompt = prompt.with_initial_value(typed),
        (None, None) => {}
    }
    prompt.prompt_skippable()
}

/// Brings back an answer that was refused.
#[derive(Clone)]
struct RefusedAnswer(String);

impl Autocomplete for RefusedAnswer {
    fn get_suggestions(&mut self, _typed: &str) -> Result<Vec<String>, CustomUserError> {
        Ok(Vec::new())
    }

    fn get_completion(
        &mut self,
        _typed: &str,
        _suggestion: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        Ok(Some(self.0.clone()))
    }
}

fn prompt_choice(
    interview: &Interview,
    question: &InterviewQuestion,
    choices: &'static [(&'static str, &'static str)],
) -> Result<Option<String>, InquireError> {
    const SKIP_CHOICE: &str = "Skip";
    let meanings = choices.iter().map(|(_, meaning)| *meaning);
    let options: Vec<&str> = meanings.chain([SKIP_CHOICE]).collect();
    let previous = interview.previous_input(question);
    let chosen = previous.map(|typed| {
        let mut meanings = choices.iter();
        let at = meanings.position(|(_, meaning)| *meaning == typed);
        at.unwrap_or(choices.len())
    });
    let prompt = Select::new(&question.question_text, options)
        .without_filtering()
        .with_starting_cursor(chosen.unwrap_or(0))
        .with_help_message("Use the arrow keys to move, Enter to choose");
    let loaded_pack = prompt.prompt_skippable()?;
    Ok(loaded_pack.map(|meaning| {
        if meaning == SKIP_CHOICE {
            String::new()
        } else {
            meaning.to_owned()
        }
    }))
}
