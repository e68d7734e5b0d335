package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.JavaNames;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.source.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes sure that the names of models, inputs, outputs and labels can stand beside each other in Java. */
final class JavaNameCheck {

    private final Report report;
    private final Map<String, Model> classes = new HashMap<>();

    JavaNameCheck(Report report) {
        this.report = report;
    }

    /** Checks one model of a file, whose labels stand where {@code labels} says. */
    void check(Model model, Map<Value, ModelBuilder.ClassLabels> labels) {
        className(model);
        Map<String, String> variables = new HashMap<>();
        Map<String, String> constants = new LinkedHashMap<>();
        if (model.inputs().size() > 1) {
            for (Model.Input input : model.inputs()) {
                variable(input.name(), input.span(), "input", variables);
                constant(input.name(), input.span(), constants);
            }
        } else {
            model.inputs().stream()
                    .filter(input -> !input.name().isEmpty())
                    .forEach(input -> variable(input.name(), input.span(), "input", variables));
            constants.put("INPUT_SIZE", "the size of the input");
        }
        Map<String, String> components = new HashMap<>();
        if (model.outputs().size() > 1) {
            for (Model.Output output : model.outputs()) {
                variable(output.name(), output.span(), "output", components);
                constant(output.name(), output.span(), constants);
            }
        } else if (constants.containsKey("OUTPUT_SIZE")) {
            Span span = model.outputs().get(0).span();
            report.add(collision(span, "the output", constants.get("OUTPUT_SIZE"), "OUTPUT_SIZE"));
        }
        labels.values().forEach(this::labels);
        labelEnums(model);
    }

    private void className(Model model) {
        String name = JavaNames.className(model.name());
        if (JavaNames.isReservedClass(name)) {
            report.add(Diagnostic.of(
                    Code.JAVA_RESERVED,
                    model.span(),
                    "the model `" + model.name() + "` would become the class `" + name
                            + "`, which means something else in Java or in the generated code"));
        }
        Model other = classes.putIfAbsent(name, model);
        if (other != null) {
            report.add(collision(
                    model.span(), "the model `" + model.name() + "`", "the model `" + other.name() + "`", name));
        }
    }

    private void variable(String name, Span span, String kind, Map<String, String> taken) {
        String variable = JavaNames.variableName(name);
        String what = "the " + kind + " `" + name + "`";
        if (JavaNames.isReservedVariable(variable)) {
            report.add(Diagnostic.of(
                    Code.JAVA_RESERVED,
                    span,
                    what + " would be named `" + variable + "` in Java, which means something else there"));
        }
        String other = taken.putIfAbsent(variable, what);
        if (other != null) {
            report.add(collision(span, what, other, variable));
        }
    }

    private void constant(String name, Span span, Map<String, String> taken) {
        String constant = JavaNames.constantName(name) + "_SIZE";
        String what = "the size of `" + name + "`";
        String other = taken.putIfAbsent(constant, what);
        if (other != null && !other.equals(what)) {
            report.add(collision(span, what, other, constant));
        }
    }

    /** The enums of several outputs are named after them. */
    private void labelEnums(Model model) {
        for (Model.Output output : model.outputs()) {
            String type = JavaNames.className(output.name()) + "Label";
            if (model.outputs().size() > 1
                    && output.labels().isPresent()
                    && type.equals(JavaNames.className(model.name()))) {
                report.add(collision(
                        model.span(),
                        "the model `" + model.name() + "`",
                        "the labels of the output `" + output.name() + "`",
                        type));
            }
        }
    }

    private void labels(ModelBuilder.ClassLabels labels) {
        Map<String, String> taken = new HashMap<>();
        for (String label : labels.names()) {
            String constant = JavaNames.constantName(label);
            String what = "the label `" + label + "`";
            if (constant.chars().allMatch(c -> c == '_')) {
                report.add(Diagnostic.of(
                        Code.JAVA_RESERVED, labels.span(), what + " has no letter or digit to name a constant by"));
                return;
            }
            String other = taken.putIfAbsent(constant, what);
            if (other != null) {
                report.add(collision(labels.span(), what, other, constant));
                return;
            }
        }
    }

    private static Diagnostic collision(Span span, String what, String other, String name) {
        return Diagnostic.of(
                Code.JAVA_COLLISION, span, what + " and " + other + " would both be named `" + name + "` in Java");
    }
}
