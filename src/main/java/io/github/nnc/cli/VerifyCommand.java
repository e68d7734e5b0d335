package io.github.nnc.cli;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.graph.Dimension;
import io.github.nnc.graph.Graph;
import io.github.nnc.graph.GraphReader;
import io.github.nnc.graph.Tensor;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import io.github.nnc.inmemory.NetworkLoader;
import io.github.nnc.verify.Difference;
import io.github.nnc.verify.ImportedNetwork;
import io.github.nnc.verify.OnnxRuntime;
import io.github.nnc.verify.RandomInputs;
import io.github.nnc.verify.Tolerance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nnc verify FILE.onnx}. */
@Command(
        name = "verify",
        header = "Shows that an ONNX file computes the same here.",
        description = {
            "Imports the file, compiles the network in memory, runs it, and compares its outputs with those of ONNX"
                    + " Runtime or with given ones. For each output the largest difference is printed: as it is, as a"
                    + " share of the expected number, and in steps from float to float. Ends with 1 where a number is"
                    + " too far off or a shape is another.",
            "",
            "ONNX Runtime is no part of nnc. Put its jar beside:",
            "  java -cp nnc.jar:onnxruntime.jar io.github.nnc.cli.Main verify net.onnx"
        },
        footer = {
            "",
            "Examples:",
            "",
            "  nnc verify digits.onnx --seed 7",
            "  nnc verify digits.onnx --input x=input_0.pb --expect y=output_0.pb"
        })
final class VerifyCommand extends Verb {

    @Mixin
    private ImportOptions options;

    @Option(
            names = "--input",
            paramLabel = "NAME=FILE",
            description = "A .pb, .npy or .csv for an input; the others are random.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--expect",
            paramLabel = "NAME=FILE",
            description = "A .pb, .npy or .csv that an output has to agree with, instead of ONNX Runtime.")
    private Map<String, String> expected = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Other random inputs; 0 without it.")
    private long seed;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description =
                    "How far a number may be off; without it 1e-5 + 1e-3 times the expected one, as in ONNX's suite.")
    private Double tolerance;

    VerifyCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (tolerance != null && (!(tolerance >= 0) || tolerance.isInfinite())) {
            throw Failure.usage("`--tolerance` takes a number from 0 on");
        }
        Diagnostics diagnostics = new Diagnostics();
        Optional<ImportRequest> asked = options.request(inspection(), diagnostics);
        Optional<Imported> done = asked.flatMap(request -> OnnxImport.of(request, diagnostics));
        inspection().show(diagnostics.sorted());
        ImportRequest request = asked.orElseThrow();
        Imported imported = done.orElseThrow();
        require("--input", inputs, imported.inputs());
        require("--expect", expected, imported.outputs());
        Map<String, Tensor> given = given(request, imported);
        Map<String, Tensor> actual = actual(request, imported, given);
        Map<String, Tensor> all = new LinkedHashMap<>(given);
        all.putAll(request.constants());
        return compare(imported, expected.isEmpty() ? ofOnnxRuntime(all) : expected(actual), actual);
    }

    private static void require(String option, Map<String, String> named, List<Imported.Port> ports) {
        List<String> names = ports.stream().map(Imported.Port::onnxName).toList();
        named.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Failure.usage("`" + option + " " + name + "`: the file has " + String.join(", ", names));
                });
    }

    private Map<String, Tensor> given(ImportRequest request, Imported imported) {
        Graph graph = GraphReader.read(request.path(), request.files(), new Diagnostics())
                .orElseThrow();
        Map<String, Graph.Port> described =
                graph.inputs().stream().collect(Collectors.toMap(Graph.Port::name, Function.identity()));
        TensorFiles files = new TensorFiles(inspection());
        Map<String, Tensor> given = new LinkedHashMap<>();
        for (Imported.Port port : imported.inputs()) {
            if (inputs.containsKey(port.onnxName())) {
                Graph.Port graphPort = described.get(port.onnxName());
                given.put(port.onnxName(), files.read(inputs.get(port.onnxName()), graphPort.type(), port));
            }
        }
        RandomInputs random = new RandomInputs(seed, batch(given, imported, described));
        for (Imported.Port port : imported.inputs()) {
            given.computeIfAbsent(port.onnxName(), name -> random.of(described.get(name), port));
        }
        return given;
    }

    /** As many examples as the given inputs have; without any those of the file, or one where it takes any number. */
    private static long batch(Map<String, Tensor> given, Imported imported, Map<String, Graph.Port> described) {
        for (Imported.Port port : imported.inputs()) {
            if (port.batch()) {
                if (given.containsKey(port.onnxName())) {
                    return given.get(port.onnxName()).extents().get(0);
                }
                if (described.get(port.onnxName()).shape().orElseThrow().get(0) instanceof Dimension.Known known) {
                    return known.length();
                }
            }
        }
        return 1;
    }

    private Map<String, Tensor> actual(ImportRequest request, Imported imported, Map<String, Tensor> given) {
        NetworkLoader loader = new NetworkLoader(shell().javac()
                .get()
                .orElseThrow(
                        () -> Failure.input("this Java runtime has no compiler, and a network is compiled before it"
                                + " runs: use a JDK (17 or later) instead of a JRE")));
        try {
            return ImportedNetwork.of(imported, request.weights(), loader).call(given);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Failure.input("the inputs do not fit: " + e.getMessage());
        }
    }

    /** What files hold; the numbers of a table have the shape of what is compared with them. */
    private Map<String, Tensor> expected(Map<String, Tensor> actual) {
        TensorFiles files = new TensorFiles(inspection());
        Map<String, Tensor> wanted = new LinkedHashMap<>();
        expected.forEach((name, file) ->
                wanted.put(name, files.expected(file, actual.get(name).extents())));
        return wanted;
    }

    private Map<String, Tensor> ofOnnxRuntime(Map<String, Tensor> all) {
        try {
            return OnnxRuntime.outputs(shell().path(options.file()).toString(), all);
        } catch (OnnxRuntime.Refused e) {
            throw Failure.input("ONNX Runtime does not run " + options.file() + ": " + e.getMessage());
        } catch (NoClassDefFoundError e) {
            throw Failure.usage("ONNX Runtime is not on the class path: run `java -cp nnc.jar:onnxruntime.jar "
                    + Main.class.getName() + " verify …`, or give what is expected with `--expect NAME=FILE.pb`");
        }
    }

    private int compare(Imported imported, Map<String, Tensor> wanted, Map<String, Tensor> actual) {
        Tolerance allowed = tolerance == null ? Tolerance.SUITE : new Tolerance(0, tolerance);
        boolean agrees = true;
        for (Imported.Port port : imported.outputs()) {
            String name = port.onnxName();
            if (wanted.containsKey(name)) {
                agrees &= agrees(name, wanted.get(name), actual.get(name), allowed);
            }
        }
        return agrees ? 0 : Failure.INPUT;
    }

    private boolean agrees(String name, Tensor wanted, Tensor actual, Tolerance allowed) {
        if (wanted.size() != actual.size()) {
            shell().print(name + ": differs: " + actual.size() + " values, but " + wanted.size() + " are expected\n");
            return false;
        }
        if (!wanted.extents().equals(actual.extents())) {
            shell().print(name + ": differs: its shape is " + actual.extents() + ", but " + wanted.extents()
                    + " is expected\n");
            return false;
        }
        Difference difference = Difference.of(wanted, actual, allowed);
        shell().print(String.format(
                Locale.ROOT,
                "%s: %s: %,d values%s, largest difference %.3g, as a share %.3g, in steps of floats %,d\n",
                name,
                difference.isWithin() ? "agrees" : "differs",
                actual.size(),
                difference.notNumbers() == 0
                        ? ""
                        : String.format(Locale.ROOT, " (%,d of them NaN on both sides)", difference.notNumbers()),
                difference.absolute(),
                difference.relative(),
                difference.ulps()));
        if (!difference.isWithin()) {
            int i = difference.beyond();
            shell().print("  first at value " + (i + 1) + ": expected " + ImportedNetwork.numbers(wanted)[i] + ", got "
                    + ImportedNetwork.numbers(actual)[i] + "\n");
        }
        return difference.isWithin();
    }
}
