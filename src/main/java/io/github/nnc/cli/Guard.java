package io.github.nnc.cli;

import io.github.nnc.diagnostic.NearNames;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns everything that can go wrong in a command into a line for the user and an exit code. */
final class Guard {

    private final Shell shell;

    Guard(Shell shell) {
        this.shell = shell;
    }

    /** Sends the output of picocli through the shell, and its complaints through this guard. */
    void watch(CommandLine line) {
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(shell.terminal() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((problem, arguments) -> wrongUsage(problem));
        line.setExecutionExceptionHandler((problem, command, result) -> failed(problem));
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
    }

    int call(IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
            return failed(e);
        }
    }

    private int failed(Throwable problem) {
        if (problem instanceof Failure failure) {
            if (!failure.getMessage().isEmpty()) {
                say(failure.getMessage());
            }
            return failure.exitCode();
        }
        if (problem instanceof OutOfMemoryError) {
            say("not enough memory; `java -Xmx4g -jar nnc.jar …` gives it more");
            return Failure.INPUT;
        }
        if (problem instanceof CommandLine.ExecutionException && problem.getCause() != null) {
            return failed(problem.getCause());
        }
        StackTraceElement[] trace = problem.getStackTrace();
        say("this is a bug in nnc, sorry: " + problem + (trace.length == 0 ? "" : " at " + trace[0]));
        help("please report this line, the command and its files, and what `nnc --version` says");
        return Failure.INPUT;
    }

    private int wrongUsage(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            say(surplus(line, unmatched.getUnmatched().get(0)));
        } else {
            say(problem.getMessage());
        }
        help("`" + line.getCommandSpec().qualifiedName() + " --help` explains it");
        return Failure.USAGE;
    }

    private static String surplus(CommandLine line, String argument) {
        if (argument.startsWith("-")) {
            List<String> options = line.getCommandSpec().options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .toList();
            return "there is no option `" + argument + "`"
                    + NearNames.closest(argument, options)
                            .map(near -> "; did you mean `" + near + "`?")
                            .orElse("");
        }
        if (!line.getSubcommands().isEmpty()) {
            return "there is no verb `" + argument + "`"
                    + NearNames.closest(argument, line.getSubcommands().keySet())
                            .map(near -> "; did you mean `" + near + "`?")
                            .orElse("");
        }
        return "`" + argument + "` is one argument too many";
    }

    private void say(String message) {
        shell.out().flush();
        shell.err().print(style("bold,red", "error") + ": " + message + "\n");
    }

    private void help(String message) {
        shell.err().print("  " + style("cyan", "help") + ": " + message + "\n");
    }

    private String style(String style, String text) {
        return (shell.terminal() ? Ansi.ON : Ansi.OFF).string("@|" + style + " " + text + "|@");
    }
}
