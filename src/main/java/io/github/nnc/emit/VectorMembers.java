package io.github.nnc.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * How a class for the vector target comes to use its companion. Where no kernel suits vectors there is none, and the
 * class says so by the same methods.
 */
final class VectorMembers {

    /** How long a varying input is while both targets are measured, where it may be. */
    private static final long USUAL_LENGTH = 16;

    private final Signature signature;
    private final ForwardCode forward;
    private final ClassName self;
    private final String companion;
    private final boolean parallel;

    VectorMembers(Signature signature, ForwardCode forward, ClassName self, String companion, boolean parallel) {
        this.parallel = parallel;
        this.signature = signature;
        this.forward = forward;
        this.self = self;
        this.companion = companion;
    }

    void addTo(TypeSpec.Builder type) {
        ClassName switchType = ClassName.get("", "VectorSwitch");
        type.addField(FieldSpec.builder(switchType, "VECTOR", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Whether kernels of {@link $L} take the place of those here.\n", companion)
                .initializer("new VectorSwitch()")
                .build());
        type.addMethod(target().addJavadoc(
                        "Which kernels run at present: {@code plain}, or {@code vector} for those of the Vector API.\n")
                .addStatement("return VECTOR.isOn() ? $S : $S", "vector", "plain")
                .build());
        type.addMethod(warmUp().addJavadoc(
                        "Runs passes until HotSpot has compiled the kernels of the Vector API, and uses them from then"
                                + " on if\n"
                                + "they are faster; without this call a thread does so beside the program. Takes some"
                                + " seconds, or\n"
                                + "nothing where Java runs without {@code --add-modules jdk.incubator.vector}.\n\n"
                                + "@return whether they are used\n")
                .addStatement("return VECTOR.warmUp(this::passes)")
                .build());
        type.addMethod(passes());
        type.addMethod(MethodSpec.methodBuilder("pass")
                .addModifiers(Modifier.PRIVATE)
                .addParameters(Calls.parameters(signature))
                .addCode(forward.body())
                .build());
    }

    /** The public methods of a class that has no companion. */
    static void addPlainTo(TypeSpec.Builder type) {
        type.addMethod(target().addJavadoc(
                        "Which kernels run: always {@code plain}; this network has none that vectors suit.\n")
                .addStatement("return $S", "plain")
                .build());
        type.addMethod(warmUp().addJavadoc("Does nothing: there are no kernels of the Vector API.\n\n@return false\n")
                .addStatement("return false")
                .build());
    }

    private static MethodSpec.Builder target() {
        return MethodSpec.methodBuilder("target")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(String.class);
    }

    private static MethodSpec.Builder warmUp() {
        return MethodSpec.methodBuilder("warmUp").addModifiers(Modifier.PUBLIC).returns(boolean.class);
    }

    /** What {@code pass} is called with, in the method that has all its parameters. */
    static String arguments(Signature signature) {
        return String.join(
                ", ",
                Calls.parameters(signature).stream().map(ParameterSpec::name).toList());
    }

    private MethodSpec passes() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("passes")
                .addJavadoc("Passes over zeros; says how many nanoseconds they took.\n")
                .addModifiers(Modifier.PRIVATE)
                .returns(long.class)
                .addParameter(boolean.class, "fast")
                .addParameter(int.class, "many");
        List<String> arguments = new ArrayList<>();
        List<String> ofBlock = new ArrayList<>();
        for (Port input : signature.inputs()) {
            if (input.isSingleId()) {
                arguments.add("0");
                forward.block().ifPresent(block -> ofBlock.add("new int[" + block.samples() + "], 0"));
            } else {
                addArray(method, input, arguments);
                ofBlock.add(arguments.get(arguments.size() - 1));
            }
        }
        signature.lengths().keySet().forEach(length -> arguments.add(Long.toString(usual(length))));
        for (Port output : signature.outputs()) {
            addArray(method, output, arguments);
            ofBlock.add(arguments.get(arguments.size() - 1));
        }
        ofBlock.add(signature.workspace());
        boolean carries = !signature.carried().isEmpty();
        if (carries) {
            method.addStatement("State $L = new State()", signature.carried().variable());
            arguments.add(signature.carried().variable());
        }
        arguments.add(signature.workspace());
        method.addStatement(
                        "$T $L = new Workspace($L)",
                        self.nestedClass("Workspace"),
                        signature.workspace(),
                        parallel ? "1" : "")
                .addStatement("$L.vector = fast", signature.workspace())
                .addStatement("long begun = System.nanoTime()")
                .beginControlFlow("for (int k = 0; k < many; k++)");
        if (carries) {
            method.addStatement("$L.reset()", signature.carried().variable());
        }
        method.addCode(call("pass", arguments));
        if (forward.block().isPresent()) {
            method.beginControlFlow("if (k % $L == 0)", samples())
                    .addCode(call(forward.block().get().method(), ofBlock))
                    .endControlFlow();
        }
        return method.endControlFlow()
                .addStatement("return System.nanoTime() - begun")
                .build();
    }

    private static CodeBlock call(String method, List<String> arguments) {
        return CodeBlock.builder()
                .addStatement(method + "(" + String.join(",$W", arguments) + ")")
                .build();
    }

    private void addArray(MethodSpec.Builder method, Port port, List<String> arguments) {
        String element = port.isInt() ? "int" : "float";
        Shape shape = new Shape(port.shape().extents().stream()
                .map(extent -> extent instanceof Extent.Symbol length ? Extent.of(usual(length)) : extent)
                .toList());
        method.addStatement(
                "$L[] $L = new $L[$L]",
                element,
                port.variable(),
                element,
                shape.elements().multiply(BigInteger.valueOf(samples())));
        arguments.add(port.variable() + ", 0");
    }

    /** Those that are computed at once at most. */
    private int samples() {
        return forward.block().map(ForwardCode.Block::samples).orElse(1);
    }

    private static long usual(Extent.Symbol length) {
        return Math.max(length.min(), Math.min(length.max(), USUAL_LENGTH));
    }
}
