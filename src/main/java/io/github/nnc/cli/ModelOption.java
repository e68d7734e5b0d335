package io.github.nnc.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of a verb that works on one model, and which one where the file has several. */
final class ModelOption {

    @Parameters(index = "0", paramLabel = "FILE", description = "The .nn file.")
    private String file;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model, where the file has several.")
    private String model;

    String file() {
        return file;
    }

    Optional<String> model() {
        return Optional.ofNullable(model);
    }
}
