package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes out the call of a block. */
final class BlockStep {

    private final Elaborator elaborator;
    private final Set<Declaration.Block> called;

    BlockStep(Elaborator elaborator, Set<Declaration.Block> called) {
        this.elaborator = elaborator;
        this.called = called;
    }

    Result apply(Step step, FileScope.Block block) {
        Statement.Call call = step.call();
        called.add(block.declaration());
        step.refuseBody();
        Map<String, Datum> arguments = new BlockArguments(step, block).bind();
        if (step.frame().caller().filter(c -> c.includes(block.declaration())).isPresent()) {
            step.reject(recursion(step, block));
            return Result.UNKNOWN;
        }
        Frame.Caller caller = new Frame.Caller(
                Optional.of(block.declaration()), call.span(), step.frame().caller());
        if (call.label().isEmpty() && step.alone()) {
            Frame inside = step.frame().inlined(call).block(block, arguments, caller);
            step.frame().labels().inline(inside.labels());
            return Result.of(elaborator.body(block.declaration().body(), inside, step.arriving()));
        }
        String name = block.declaration().name().text();
        Module module = Names.of(step.report(), step.frame(), call.label(), name, call.span());
        Result.Again[] again = new Result.Again[1];
        again[0] = (as, value, calls) -> {
            Body body = block.declaration().body();
            Frame.Caller from = new Frame.Caller(Optional.of(block.declaration()), call.span(), calls);
            Frame inside = step.frame().named(as).block(block, arguments, from);
            return Result.of(elaborator.body(body, inside, value))
                    .withMembers(inside.labels())
                    .withReuse(as, again[0]);
        };
        return again[0].apply(module, step.arriving(), step.frame().caller());
    }

    private static Diagnostic recursion(Step step, FileScope.Block block) {
        List<String> circle = new ArrayList<>();
        circle.add(block.declaration().name().text());
        Optional<Frame.Caller> at = step.frame().caller();
        while (at.isPresent()
                && at.get().block().filter(b -> b == block.declaration()).isEmpty()) {
            at.get().block().ifPresent(b -> circle.add(0, b.name().text()));
            at = at.get().outer();
        }
        circle.add(0, block.declaration().name().text());
        return Diagnostic.of(
                        Code.RECURSION,
                        step.nameSpan(),
                        "the block `" + block.declaration().name().text() + "` calls itself")
                .withNote("the circle is `" + String.join("` -> `", circle) + "`");
    }
}
