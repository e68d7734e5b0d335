package io.github.nnc.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods that compute, as a caller sees them. */
final class ForwardMethods {

    static final String DOES_NOT_FIT = "@throws IllegalArgumentException if a length or an id does not fit\n";

    private static final String PLACES = "Inputs are read, and outputs written, from the given\n"
            + "index of their array on; outputs must not overlap inputs.\n\n";

    private final Model model;
    private final Signature signature;
    private final ForwardCode forward;
    private final ClassName self;
    private final boolean vector;
    private final boolean parallel;

    ForwardMethods(
            Model model, Signature signature, ForwardCode forward, ClassName self, boolean vector, boolean parallel) {
        this.vector = vector;
        this.parallel = parallel;
        this.model = model;
        this.signature = signature;
        this.forward = forward;
        this.self = self;
    }

    void addTo(TypeSpec.Builder type) {
        type.addMethod(newWorkspace());
        type.addMethod(simple());
        type.addMethod(allocationFree());
        if (parallel) {
            type.addMethod(newSharedWorkspace());
            type.addMethod(shared());
        }
        if (signature.takesBatches()) {
            new BatchMethods(signature, forward.block(), self, vector).addTo(type);
        }
        if (!signature.carried().isEmpty()) {
            new StateMembers(signature, self).addTo(type);
        }
        for (Port output : signature.outputs()) {
            output.labels().ifPresent(labels -> type.addMethod(predict(output, labels)));
        }
        new CheckMethods(signature, forward.block().isPresent()).addTo(type);
    }

    private TypeName workspaceType() {
        return self.nestedClass("Workspace");
    }

    private MethodSpec newWorkspace() {
        return method("newWorkspace")
                .addJavadoc("Room for what is computed on the way; each thread needs its own.\n")
                .returns(workspaceType())
                .addStatement("return new Workspace($L)", parallel ? "1" : "")
                .build();
    }

    private MethodSpec newSharedWorkspace() {
        return method("newWorkspace")
                .addJavadoc(
                        "Room for what is computed on the way, which so many threads share in one pass at a time.\n\n"
                                + "@param $L how many, the one that calls among them\n"
                                + "@throws IllegalArgumentException if there are less than 1\n",
                        WorkspaceFields.THREADS)
                .addParameter(int.class, WorkspaceFields.THREADS)
                .returns(workspaceType())
                .beginControlFlow("if ($L < 1)", WorkspaceFields.THREADS)
                .addStatement("throw new IllegalArgumentException($S)", "a pass needs a thread")
                .endControlFlow()
                .addStatement("return new Workspace($L)", WorkspaceFields.THREADS)
                .build();
    }

    private TypeName resultType() {
        return signature.outputs().size() == 1
                ? TypeName.get(signature.outputs().get(0).arrayType())
                : self.nestedClass("Outputs");
    }

    private MethodSpec simple() {
        MethodSpec.Builder method = method("forward").returns(resultType());
        method.addJavadoc("One forward pass$L.\n\n", ofModel());
        addSimpleParameters(method);
        addThrows(method);
        Set<Extent.Symbol> known = new HashSet<>();
        for (Port input : signature.inputs()) {
            addLengths(method, input, known);
        }
        for (Port output : signature.outputs()) {
            String element = output.isInt() ? "int" : "float";
            method.addStatement(
                    "$L[] $L = new $L[$L]",
                    element,
                    output.variable(),
                    element,
                    SizeText.of(output.shape(), signature.lengths()));
        }
        List<String> arguments = new ArrayList<>();
        signature.inputs().forEach(in -> arguments.add(in.isSingleId() ? in.variable() : in.variable() + ", 0"));
        arguments.addAll(signature.lengths().values());
        signature.outputs().forEach(out -> arguments.add(out.variable() + ", 0"));
        if (!signature.carried().isEmpty()) {
            arguments.add(signature.carried().variable());
        }
        arguments.add("newWorkspace()");
        method.addStatement("forward($L)", String.join(", ", arguments));
        if (signature.outputs().size() == 1) {
            return method.addStatement("return $L", signature.outputs().get(0).variable())
                    .build();
        }
        return method.addStatement(
                        "return new Outputs($L)",
                        signature.outputs().stream().map(Port::variable).collect(Collectors.joining(", ")))
                .build();
    }

    private void addSimpleParameters(MethodSpec.Builder method) {
        for (Port input : signature.inputs()) {
            if (input.isSingleId()) {
                method.addParameter(int.class, input.variable());
            } else {
                method.addParameter(input.arrayType(), input.variable());
            }
            method.addJavadoc("@param $L $L\n", input.variable(), ClassDoc.describe(input));
        }
        addState(method);
    }

    private void addState(MethodSpec.Builder method) {
        Carried carried = signature.carried();
        if (!carried.isEmpty()) {
            method.addParameter(self.nestedClass("State"), carried.variable());
            method.addJavadoc(
                    "@param $L what the calls before this one left; used by no other thread meanwhile\n",
                    carried.variable());
        }
    }

    private void addThrows(MethodSpec.Builder method) {
        method.addJavadoc(DOES_NOT_FIT);
        if (!signature.carried().positions().isEmpty()) {
            method.addJavadoc("@throws IllegalStateException if there is no room for so many steps more\n");
        }
    }

    private void addLengths(MethodSpec.Builder method, Port input, Set<Extent.Symbol> known) {
        if (input.isSingleId()) {
            return;
        }
        String array = input.variable();
        for (Extent extent : input.shape().extents()) {
            if (extent instanceof Extent.Symbol length && known.add(length)) {
                Shape rest = new Shape(input.shape().extents().stream()
                        .map(e -> e == length ? Extent.of(1) : e)
                        .toList());
                String row = SizeText.of(rest, signature.lengths());
                String divided = row.equals("1") ? "" : row.contains("*") ? " / (" + row + ")" : " / " + row;
                method.addStatement(
                        "int $L = $L.length" + divided, signature.lengths().get(length), array);
                method.addCode(boundsCheck(signature.lengths().get(length)));
            }
        }
        method.addStatement(
                "checkLength($S, $L.length, $L)", array, array, SizeText.of(input.shape(), signature.lengths()));
    }

    private MethodSpec allocationFree() {
        MethodSpec.Builder method = method("forward");
        method.addJavadoc("One forward pass that allocates nothing. " + PLACES);
        addPlaces(method);
        addState(method);
        addWorkspace(method, "thread");
        addThrows(method);
        method.addCode(checks());
        if (vector) {
            method.addStatement("$L.vector = VECTOR.isOn()", signature.workspace());
            method.addStatement("pass($L)", VectorMembers.arguments(signature));
        } else {
            method.addCode(forward.body());
        }
        return counting(method).build();
    }

    /** The form that spreads one pass over threads. */
    private MethodSpec shared() {
        MethodSpec.Builder method = method("forward");
        method.addJavadoc("One forward pass, $L " + PLACES, shares());
        addPlaces(method);
        addState(method);
        method.addParameter(Executor.class, signature.executor());
        method.addJavadoc(
                "@param $L runs what other threads do; what it has not begun when this thread is done,\n"
                        + "    this thread does\n",
                signature.executor());
        addWorkspace(method, "call");
        addThrows(method);
        method.addJavadoc(
                "@throws java.util.concurrent.RejectedExecutionException if the executor takes no work; what"
                        + " has\n    become of the outputs$L is open then\n",
                signature.carried().isEmpty() ? "" : " and the state");
        method.addCode(checks());
        if (vector) {
            method.addStatement("$L.vector = VECTOR.isOn()", signature.workspace());
        }
        method.addCode(forward.shared()
                .orElseGet(() -> vector
                        ? CodeBlock.builder()
                                .addStatement("pass($L)", VectorMembers.arguments(signature))
                                .build()
                        : forward.body()));
        return counting(method).build();
    }

    private String shares() {
        return forward.shared().isPresent()
                ? "the large steps of which are spread over as many threads as the\n"
                        + "workspace is for: this one and those of an executor. Has the results of the form for one\n"
                        + "thread; allocates a little for each of these steps. When it returns, no thread works for it\n"
                        + "any more, after a failure and an interruption as well; an interruption does not shorten it\n"
                        + "and stays set."
                : "in this thread alone: no step of this network is worth another one.";
    }

    private void addPlaces(MethodSpec.Builder method) {
        for (Port input : signature.inputs()) {
            if (input.isSingleId()) {
                method.addParameter(int.class, input.variable());
                method.addJavadoc("@param $L $L\n", input.variable(), ClassDoc.describe(input));
            } else {
                addArray(method, input, input.variable(), ClassDoc.describe(input));
            }
        }
        signature.lengths().forEach((length, name) -> {
            method.addParameter(int.class, name);
            method.addJavadoc("@param $L a length, $L to $L\n", name, length.min(), length.max());
        });
        for (Port output : signature.outputs()) {
            addArray(method, output, output.variable(), "takes " + ClassDoc.describe(output));
        }
    }

    private void addWorkspace(MethodSpec.Builder method, String user) {
        method.addParameter(workspaceType(), signature.workspace());
        method.addJavadoc("@param $L used by no other $L meanwhile\n", signature.workspace(), user);
    }

    private MethodSpec.Builder counting(MethodSpec.Builder method) {
        Carried carried = signature.carried();
        carried.positions()
                .forEach(position ->
                        method.addStatement("$L += $L", carried.steps(position), position.step(signature.lengths())));
        return method;
    }

    private static void addArray(MethodSpec.Builder method, Port port, String array, String description) {
        method.addParameter(port.arrayType(), array);
        method.addParameter(int.class, port.offset());
        method.addJavadoc("@param $L $L\n", array, description);
        method.addJavadoc("@param $L where they begin\n", port.offset());
    }

    private CodeBlock checks() {
        CodeBlock.Builder checks = CodeBlock.builder();
        signature.lengths().values().forEach(name -> checks.add(boundsCheck(name)));
        for (Port port : signature.inputs()) {
            if (port.isSingleId()) {
                checks.addStatement(
                        "checkId($S, $L, $L)",
                        port.variable(),
                        port.variable(),
                        port.vocabulary().getAsLong());
            } else {
                addRangeCheck(checks, port);
            }
        }
        signature.outputs().forEach(port -> addRangeCheck(checks, port));
        Carried carried = signature.carried();
        carried.positions()
                .forEach(position -> checks.addStatement(
                        "checkRoom($L, $L, $L)",
                        carried.steps(position),
                        position.step(signature.lengths()),
                        position.capacity()));
        return checks.build();
    }

    private static CodeBlock boundsCheck(String length) {
        String constant = SizeText.constantOf(length);
        return CodeBlock.builder()
                .addStatement("checkBounds($S, $L, $L_MIN, $L_MAX)", length, length, constant, constant)
                .build();
    }

    private void addRangeCheck(CodeBlock.Builder checks, Port port) {
        String size = SizeText.of(port.shape(), signature.lengths());
        checks.addStatement("checkRange($S, $L.length, $L, $L)", port.variable(), port.variable(), port.offset(), size);
        if (port.isInt() && port.vocabulary().isPresent()) {
            checks.addStatement(
                    "checkIds($S, $L, $L, $L, $L)",
                    port.variable(),
                    port.variable(),
                    port.offset(),
                    size,
                    port.vocabulary().getAsLong());
        }
    }

    private MethodSpec predict(Port output, Port.LabelEnum labels) {
        boolean single = signature.outputs().size() == 1;
        boolean rows = output.shape().rank() > 1;
        ClassName label = self.nestedClass(labels.type());
        long labelled =
                signature.outputs().stream().filter(o -> o.labels().isPresent()).count();
        MethodSpec.Builder method = method(
                        labelled == 1 ? "predict" : "predict" + JavaNames.className(output.variable()))
                .addJavadoc(
                        "The label$L of the largest value$L$L.\n\n",
                        rows ? "s" : "",
                        rows ? " of each row" : "",
                        single ? ofModel() : " of {@code " + output.variable() + "}, an output" + ofModel());
        addSimpleParameters(method);
        addThrows(method);
        method.addStatement(
                "float[] $L = forward($L)$L",
                output.variable() + "Values",
                simpleArguments(),
                single ? "" : "." + output.variable() + "()");
        String values = output.variable() + "Values";
        int classes = labels.constants().size();
        if (!rows) {
            return method.returns(label)
                    .addStatement("return $T.values()[largest($L, 0, $L)]", label, values, classes)
                    .build();
        }
        return method.returns(ArrayTypeName.of(label))
                .addStatement("$T[] labels = $T.values()", label, label)
                .addStatement("$T[] predicted = new $T[$L.length / $L]", label, label, values, classes)
                .beginControlFlow("for (int k = 0; k < predicted.length; k++)")
                .addStatement("predicted[k] = labels[largest($L, k * $L, $L)]", values, classes, classes)
                .endControlFlow()
                .addStatement("return predicted")
                .build();
    }

    private String simpleArguments() {
        List<String> arguments =
                new ArrayList<>(signature.inputs().stream().map(Port::variable).toList());
        if (!signature.carried().isEmpty()) {
            arguments.add(signature.carried().variable());
        }
        return String.join(", ", arguments);
    }

    private String ofModel() {
        return " of {@code " + model.name() + "}";
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC);
    }
}
