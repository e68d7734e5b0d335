package io.github.nnc.cli;

import io.github.nnc.inmemory.MemoryCompiler;
import io.github.nnc.testing.Golden;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page of commands is the help that the commands print themselves. */
class CommandsPageTest {

    @Test
    void thePageShowsEveryVerb() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Shell shell = new Shell(Path.of(""), nowhere, nowhere, false, MemoryCompiler::ofThisRuntime);
        CommandLine line = Main.commandLine(shell);
        StringBuilder page = new StringBuilder("# Commands\n\n");
        page.append("This page is made from the help that `java -jar target/nnc.jar VERB --help` prints.\n\n");
        page.append(block(line));
        for (Map.Entry<String, CommandLine> verb : line.getSubcommands().entrySet()) {
            page.append("\n## ").append(verb.getKey()).append("\n\n").append(block(verb.getValue()));
        }
        Golden.check(Path.of("src/site/markdown/commands.md"), page.toString());
    }

    private static String block(CommandLine line) {
        String usage = line.getUsageMessage(CommandLine.Help.Ansi.OFF).replace("\r\n", "\n");
        return "```\n" + usage.stripTrailing() + "\n```\n";
    }
}
