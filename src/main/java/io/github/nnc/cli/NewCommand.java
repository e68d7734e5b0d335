package io.github.nnc.cli;

import io.github.nnc.disk.FileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nnc new NAME}. */
@Command(
        name = "new",
        header = "Writes a file to start from.",
        description = {
            "Writes NAME.nn, a small network that compiles. A file that is already there is not touched.",
        },
        footer = {"", "Example:", "", "  nnc new cat_dog"})
final class NewCommand extends Verb {

    private static final String STARTER = """
            /** What it takes, what it finds out. */
            model NAME <
              /** The numbers of one example. */
              input 3;
              dense 4 relu;
              dense 2 softmax;
              labels yes, no;
            >
            """;

    @Parameters(paramLabel = "NAME", description = "The model's name: letters, digits and _.")
    private String name;

    NewCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        String model = name.endsWith(".nn") ? name.substring(0, name.length() - ".nn".length()) : name;
        if (!model.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw Failure.usage("`" + name + "` is not a name: letters, digits and _, beginning with a letter");
        }
        String file = model + ".nn";
        Path path = shell().path(file);
        if (Files.exists(path)) {
            throw Failure.input(file + " is already there, and stays as it is");
        }
        try {
            FileWriter.write(path, STARTER.replace("NAME", model).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.cannotWrite(file, e);
        }
        shell().print("wrote " + file + "; try `nnc run " + file + " --seed 1 0.5 0.8 0.2`\n");
        return 0;
    }
}
