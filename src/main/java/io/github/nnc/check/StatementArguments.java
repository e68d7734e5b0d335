package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts the arguments of a statement that is not a layer; what it does not take is reported. */
final class StatementArguments {

    private final List<Value> positional = new ArrayList<>();
    private final Map<String, Value> keyed = new LinkedHashMap<>();
    private boolean complete = true;

    /** Takes one positional argument, and the named ones. */
    StatementArguments(Step step, String... keys) {
        for (Argument argument : step.call().arguments()) {
            if (argument.key().isPresent()) {
                addKeyed(step, argument, List.of(keys));
            } else {
                positional.add(argument.value());
            }
        }
        if (positional.size() > 1) {
            complete = false;
            step.reject(tooMany(step));
        }
    }

    private void addKeyed(Step step, Argument argument, List<String> keys) {
        String key = argument.key().get().text();
        String owner = step.call().name().text();
        if (!keys.contains(key)) {
            complete = false;
            step.reject(UnknownNames.argument(argument, owner, keys));
        } else if (keyed.putIfAbsent(key, argument.value()) != null) {
            step.reject(
                    Code.DUPLICATE_ARGUMENT,
                    argument.key().get().span(),
                    "`" + key + "` of `" + owner + "` is given twice");
        }
    }

    private Diagnostic tooMany(Step step) {
        Span second = positional.get(1).span();
        String name = step.call().name().text();
        Diagnostic misfit = Diagnostic.of(
                Code.TOO_MANY_ARGUMENTS,
                second,
                "`" + name + "` takes one argument, but here is `" + second.text() + "`");
        boolean list = name.equals("labels") || name.equals("output");
        if (!list) {
            return misfit;
        }
        List<Edit> commas = new ArrayList<>();
        for (int at = 0; at + 1 < positional.size(); at++) {
            commas.add(new Edit(positional.get(at).span().after(), ","));
        }
        return misfit.withHelp("put commas between the items of a list", commas.toArray(new Edit[0]));
    }

    /** The positional argument. */
    Optional<Value> value() {
        return positional.stream().findFirst();
    }

    Optional<Value> key(String name) {
        return Optional.ofNullable(keyed.get(name));
    }

    /** Whether everything that is written was taken. */
    boolean complete() {
        return complete;
    }
}
