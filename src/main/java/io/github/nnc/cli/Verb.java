package io.github.nnc.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all verbs have in common. The result is the exit code. */
@Command(
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        sortOptions = false)
abstract class Verb implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "auto, always or never; auto colours on a terminal only, and honours NO_COLOR.",
            order = 98)
    private Colour colour = Colour.AUTO;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help.",
            order = 99)
    private boolean help;

    Verb(Shell shell) {
        this.shell = shell;
    }

    final Shell shell() {
        return shell;
    }

    final Inspection inspection() {
        return new Inspection(shell, coloured());
    }

    /** Whether arguments that begin with a minus sign may be numbers rather than options. */
    boolean takesNumbers() {
        return false;
    }

    final boolean coloured() {
        return colour == Colour.AUTO ? shell.terminal() : colour == Colour.ALWAYS;
    }

    /** When to colour. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }
}
