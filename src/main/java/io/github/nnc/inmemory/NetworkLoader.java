package io.github.nnc.inmemory;

import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compiles a generated class and makes an instance of it. An adapter is generated and compiled with it, and found as a
 * service, so that nobody has to reach for its members by reflection.
 */
public final class NetworkLoader {

    private static final String ADAPTER = "NetworkAdapter";

    private final MemoryCompiler javac;

    public NetworkLoader(MemoryCompiler javac) {
        this.javac = javac;
    }

    /**
     * An instance of the class generated for a model.
     *
     * @param packageName of the generated class; empty for the unnamed one
     * @param sources generated ones by path, the model's among them
     * @param resources what stands beside the classes, by path
     * @param seed fills the weights at random; where it is empty the bundled ones are loaded
     * @throws IllegalStateException if javac refuses the sources
     * @throws RuntimeException what the generated class throws where it refuses its weights
     */
    public Network load(
            Model model,
            String packageName,
            Map<String, String> sources,
            Map<String, byte[]> resources,
            OptionalLong seed) {
        Map<String, String> all = new HashMap<>(sources);
        all.put(path(packageName) + ADAPTER + ".java", adapter(model, packageName, seed));
        Compilation compilation = javac.compile(all, List.of());
        if (!compilation.success()) {
            throw new IllegalStateException("javac refuses the generated class: " + compilation.messages());
        }
        Map<String, byte[]> found = new HashMap<>(resources);
        String adapter = packageName.isEmpty() ? ADAPTER : packageName + "." + ADAPTER;
        found.put("META-INF/services/" + Network.class.getName(), adapter.getBytes(StandardCharsets.UTF_8));
        try {
            return ServiceLoader.load(Network.class, new MemoryLoader(compilation.classes(), found))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the adapter is not found"));
        } catch (ServiceConfigurationError e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }

    private static String path(String packageName) {
        return packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    }

    private static String adapter(Model model, String packageName, OptionalLong seed) {
        String network = JavaNames.className(model.name());
        String start = seed.isPresent() ? "random(" + seed.getAsLong() + "L)" : "load()";
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n")
                + "public final class " + ADAPTER + " implements " + Network.class.getName() + " {\n"
                + "    private final " + network + " network;\n"
                + (model.carries() ? "    private final " + network + ".State state;\n\n" : "\n")
                + "    public " + ADAPTER + "() throws Exception {\n"
                + "        network = " + network + "." + start + ";\n"
                + (model.carries() ? "        state = network.newState();\n" : "")
                + "    }\n\n"
                + "    @Override\n"
                + "    public Object[] forward(Object... inputs) {\n"
                + "        var y = network.forward(" + arguments(model.inputs())
                + (model.carries() ? ", state" : "") + ");\n"
                + "        return new Object[] {" + results(model.outputs()) + "};\n"
                + "    }\n"
                + "}\n";
    }

    private static String arguments(List<Model.Input> inputs) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> argument(inputs.get(i), i))
                .collect(Collectors.joining(", "));
    }

    private static String argument(Model.Input input, int index) {
        if (!input.value().type().isIds()) {
            return "(float[]) inputs[" + index + "]";
        }
        boolean single = input.value().type().shape().rank() == 0;
        return single ? "((int[]) inputs[" + index + "])[0]" : "(int[]) inputs[" + index + "]";
    }

    private static String results(List<Model.Output> outputs) {
        return outputs.size() == 1
                ? "y"
                : outputs.stream()
                        .map(output -> "y." + JavaNames.variableName(output.name()) + "()")
                        .collect(Collectors.joining(", "));
    }
}
