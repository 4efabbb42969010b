//! Asks the questions of `init` in a terminal. The only file that uses the prompt library, which prints by itself.

use std::io::{self, Write as _};
use std::path::Path;

use inquire::ui::{RenderConfig, Styled};
use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};

use super::closing_report::{next_steps_report, nothing_written_report, write_schema_beside};
use crate::command::environment::CommandEnvironment;
use crate::command::interrupt;
use crate::command::report::CommandReport;
use crate::diag::Diagnostic;
use crate::diag::agency::AgencyProblem;
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
                .expect("the prompt validated the answer"),
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
                    print_first_question_notice()?;
                }
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
    Ok(next_steps_report(path, &interview.file_text, environment))
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
    let error_message = style
        .error_message
        .with_prefix(Styled::new("Please change this:"));
    inquire::set_global_render_config(
        style
            .with_canceled_prompt_indicator(back_label)
            .with_error_message(error_message),
    );
    let name = path.display();
    let what = if is_new {
        format!("This asks about your agency and writes {name}")
    } else {
        format!("This asks for what is missing in {name}; settings already in it are kept")
    };
    print_to_stderr(&format!(
        "{what}.\n  Enter saves your answer. An empty answer skips the question; to answer it later, edit {name}.\n  \
         Esc goes back to the previous question, and clears the answers that you pass.\n  \
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
fn print_first_question_notice() -> Result<(), IoFailure> {
    print_to_stderr("This is the first question; press Ctrl-C to stop.\n")
}

fn print_to_stderr(text: &str) -> Result<(), IoFailure> {
    let written = io::stderr().write_all(text.as_bytes());
    written.map_err(terminal_failure)
}

/// Asks one question.
fn ask_question(
    interview: &Interview,
    question: &InterviewQuestion,
) -> Result<PromptResult, IoFailure> {
    let answered = match question.answer_format {
        AnswerFormat::Choice(choices) => prompt_choice(question, choices),
        AnswerFormat::Text
        | AnswerFormat::TextList(_)
        | AnswerFormat::SignaturePositions
        | AnswerFormat::StateList
        | AnswerFormat::LanguageList
        | AnswerFormat::Date => prompt_text(interview, question),
    };
    match answered {
        Ok(Some(typed)) if question.is_skipped_by(&typed) => Ok(PromptResult::Skipped),
        Ok(Some(typed)) => Ok(PromptResult::Answer(typed)),
        Ok(None) => Ok(PromptResult::GoBack),
        Err(InquireError::OperationInterrupted) => clear_prompt_and_stop(),
        Err(InquireError::IO(error)) if error.kind() == io::ErrorKind::Interrupted => {
            clear_prompt_and_stop()
        }
        Err(InquireError::IO(error)) => Err(terminal_failure(error)),
        Err(other) => Err(terminal_failure(io::Error::other(other.to_string()))),
    }
}

/// Ends the line of the question and clears the screen below it.
fn clear_prompt_and_stop() -> Result<PromptResult, IoFailure> {
    print_to_stderr("\n\x1B[J\n").map(|()| PromptResult::StopInterview)
}

fn terminal_failure(error: io::Error) -> IoFailure {
    IoFailure::new("ask in", Path::new("the terminal"), error)
}

fn prompt_text(
    interview: &Interview,
    question: &InterviewQuestion,
) -> Result<Option<String>, InquireError> {
    let mut help = question.help.clone();
    if !question.example_answer.is_empty() {
        if !help.is_empty() {
            help.push(' ');
        }
        help.push_str(&format!("For example: {}", question.example_answer));
    }
    let validated = (interview.clone(), question.clone());
    let mut prompt = Text::new(&question.question_text).with_validator(move |typed: &str| {
        let (interview, question) = &validated;
        if question.is_skipped_by(typed) {
            return Ok(Validation::Valid);
        }
        Ok(match interview.validate_answer(question, typed) {
            Ok(_) => Validation::Valid,
            Err(problems) => Validation::Invalid(
                problems
                    .iter()
                    .map(|problem| format!("{}. To fix this: {}.", problem.message, problem.hint))
                    .collect::<Vec<_>>()
                    .join(" ")
                    .into(),
            ),
        })
    });
    if !help.is_empty() {
        prompt = prompt.with_help_message(&help);
    }
    if let Some(typed) = interview.previous_input(question) {
        prompt = prompt.with_initial_value(typed);
    }
    prompt.prompt_skippable()
}

fn prompt_choice(
    question: &InterviewQuestion,
    choices: &'static [(&'static str, &'static str)],
) -> Result<Option<String>, InquireError> {
    const SKIP_CHOICE: &str = "Skip";
    let meanings = choices.iter().map(|(_, meaning)| *meaning);
    let options: Vec<&str> = meanings.chain([SKIP_CHOICE]).collect();
    let prompt = Select::new(&question.question_text, options)
        .without_filtering()
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
