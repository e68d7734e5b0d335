package io.github.nnc.weights;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.source.Span;
import io.github.nnc.support.TensorNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words the problems of one matching: those of one layer together, with names that were probably meant. */
final class WeightReport {

    private static final int SHOWN = 6;
    private static final int TRIED = 64;
    private static final int COMPARED = 200;
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z]\\w*(\\.\\w+)*");

    private final ExpectedTensors expected;
    private final String path;
    private final String prefix;
    private final Span place;
    private final List<TensorNode> tensors;
    private final WeightMatcher matcher;
    private final TreeSet<String> unbound = new TreeSet<>();

    WeightReport(
            ExpectedTensors expected,
            String path,
            String prefix,
            Span place,
            List<TensorNode> tensors,
            WeightMatcher matcher) {
        this.expected = expected;
        this.path = path;
        this.prefix = prefix;
        this.place = place;
        this.tensors = tensors;
        this.matcher = matcher;
        for (TensorNode tensor : tensors) {
            boolean under = prefix.isEmpty() || tensor.path().startsWith(prefix + ".");
            if (under && !tensor.used && !tensor.ignored()) {
                unbound.add(tensor.path());
            }
        }
    }

    List<Diagnostic> diagnostics() {
        if (nothingFits()) {
            return List.of(strangers());
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<String, List<WeightException>> missing = new LinkedHashMap<>();
        for (WeightException problem : matcher.problems()) {
            if (problem.code() == Code.TENSOR_MISSING) {
                String module = expected.slots().get(problem.slot()).module();
                missing.computeIfAbsent(module, key -> new ArrayList<>()).add(problem);
            } else {
                Span span = problem.slot() < 0
                        ? place
                        : expected.slots().get(problem.slot()).span();
                diagnostics.add(helped(inFile(Diagnostic.of(problem.code(), span, problem.getMessage()))));
            }
        }
        // every comparison of names costs: thousands of names are not near to anything
        Set<String> near = unbound.size() <= COMPARED && missing.size() <= COMPARED ? unbound : Set.of();
        missing.values().forEach(module -> diagnostics.add(missing(module, near)));
        return diagnostics;
    }

    private Diagnostic missing(List<WeightException> module, Set<String> candidates) {
        WeightException first = module.get(0);
        String message = module.stream().map(Throwable::getMessage).collect(Collectors.joining(", "));
        Diagnostic diagnostic = Diagnostic.of(
                Code.TENSOR_MISSING, expected.slots().get(first.slot()).span(), message);
        String name = name(expected.slots().get(first.slot()));
        Optional<String> near = NearNames.closest(prefix.isEmpty() ? name : prefix + "." + name, candidates);
        if (near.isPresent()) {
            diagnostic = diagnostic.withHelp("the file has `" + near.get() + "`, which no layer takes");
        }
        return inFile(diagnostic);
    }

    private static Diagnostic helped(Diagnostic diagnostic) {
        return switch (diagnostic.code()) {
            case TENSOR_EXTRA ->
                diagnostic.withHelp(
                        "give the model their layers, or save without them; `prefix=` selects a part of a file");
            case MODULE_COUNT -> diagnostic.withHelp("label layers and groups as the file names them");
            case TENSOR_DIFFERS -> diagnostic.withHelp("save one of the two, or let each layer have its own");
            case WEIGHTS_TYPE -> diagnostic.withHelp("convert it before it is saved, as by `tensor.float()`");
            default -> diagnostic;
        };
    }

    private Diagnostic inFile(Diagnostic diagnostic) {
        return diagnostic.withNote(
                "the weights are those of `" + path + "`" + (prefix.isEmpty() ? "" : ", under `" + prefix + "`"));
    }

    /** Whether file and model have not even one name in common, so that one line says more than one for each layer. */
    private boolean nothingFits() {
        for (int slot = 0; slot < expected.slots().size(); slot++) {
            if (matcher.bound(slot) != null) {
                return false;
            }
        }
        return matcher.problems().stream().noneMatch(problem -> problem.code() == Code.MODULE_COUNT);
    }

    private Diagnostic strangers() {
        List<String> wanted = expected.slots().stream().map(WeightReport::name).toList();
        Diagnostic diagnostic = Diagnostic.of(
                        Code.TENSOR_MISSING,
                        place,
                        "no tensor of `" + path + "` has a name that the model expects"
                                + (prefix.isEmpty() ? "" : " under `" + prefix + "`"))
                .withNote("the model expects " + some(wanted))
                .withNote("the file has "
                        + some(tensors.stream().map(TensorNode::path).toList()));
        Optional<String> scope = fittingScope();
        if (scope.isEmpty()) {
            return diagnostic.withHelp("label layers and groups as the file names them");
        }
        return prefix.isEmpty()
                ? diagnostic.withHelp(
                        "write `prefix=" + scope.get() + "` after the file's name",
                        new Edit(place.after(), " prefix=" + scope.get()))
                : diagnostic.withHelp("all names fit under `" + scope.get() + "`");
    }

    /** The first scope of the file in which the model finds all its tensors, if the language can write its name. */
    private Optional<String> fittingScope() {
        TreeSet<String> scopes = new TreeSet<>();
        for (TensorNode tensor : tensors) {
            Matcher scope = SCOPE.matcher(tensor.path());
            for (int dot = tensor.path().indexOf('.');
                    dot > 0 && scopes.size() < TRIED;
                    dot = tensor.path().indexOf('.', dot + 1)) {
                if (scope.region(0, dot).matches()) {
                    scopes.add(tensor.path().substring(0, dot));
                }
            }
        }
        return scopes.stream().filter(this::fits).findFirst();
    }

    private boolean fits(String scope) {
        WeightMatcher trial = new WeightMatcher(expected.text());
        TensorNode file = new TensorNode(null, "");
        for (TensorNode tensor : tensors) {
            TensorNode copy = file.reach(tensor.path());
            copy.type = tensor.type;
            copy.shape = tensor.shape;
            copy.values = tensor.values;
            copy.flaw = tensor.flaw;
        }
        trial.match(file, scope);
        return trial.problems().isEmpty();
    }

    private static String name(ExpectedTensors.Slot slot) {
        return slot.module().isEmpty() ? slot.parameter() : slot.module() + "." + slot.parameter();
    }

    private static String some(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().limit(SHOWN).map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
