package io.github.nnc.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnc VERB …}: the entry point, and the only place that knows all verbs. */
@Command(
        name = "nnc",
        header = "Compiles neural networks written in .nn files into Java classes.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        commandListHeading = "%nVerbs:%n",
        optionListHeading = "%nOptions:%n",
        footer = {"", "`nnc VERB --help` explains a verb.", "Exit codes: 0 fine, 1 errors in the input, 2 wrong usage."
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Shell.ofProcess(), arguments));
    }

    /** One call of the command line; whatever happens, no stack trace is printed. */
    static int run(Shell shell, String... arguments) {
        int exitCode = new Guard(shell).call(() -> commandLine(shell).execute(arguments));
        shell.out().flush();
        shell.err().flush();
        return exitCode;
    }

    /** All verbs, in the order of the documentation. */
    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new Main());
        for (Verb verb : List.of(
                new CheckCommand(shell),
                new SummaryCommand(shell),
                new CompileCommand(shell),
                new RunCommand(shell),
                new TraceCommand(shell),
                new DrawCommand(shell),
                new ExportCommand(shell),
                new ImportCommand(shell),
                new VerifyCommand(shell),
                new OpsCommand(shell),
                new FmtCommand(shell),
                new NewCommand(shell))) {
            CommandLine sub = new CommandLine(verb);
            sub.setUnmatchedOptionsArePositionalParams(verb.takesNumbers());
            line.addSubcommand(sub);
        }
        new Guard(shell).watch(line);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"nnc " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
