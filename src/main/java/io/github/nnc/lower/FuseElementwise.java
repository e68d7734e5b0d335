package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A nest without reduction that is the only reader of a buffer, and reads it at the index where it is written, moves
 * into the epilogue of the nest that writes it: bias, activation, scale, residual.
 */
final class FuseElementwise implements Pass {

    /** Beyond so many operations an epilogue costs more to read and to compile than a second loop. */
    private static final int LARGEST_EPILOGUE = 64;

    /** Operations on operations are walked by recursion, here and by javac. */
    private static final int DEEPEST_EPILOGUE = 128;

    @Override
    public Program apply(Program program) {
        List<Step> steps = fused(program.steps(), Uses.of(program.steps()));
        Uses uses = Uses.of(steps);
        List<Buffer> kept = program.buffers().stream()
                .filter(b ->
                        b.role() != Buffer.Role.TEMPORARY || !uses.writers(b).isEmpty())
                .toList();
        return program.with(kept, steps);
    }

    private static List<Step> fused(List<Step> steps, Uses uses) {
        List<Step> result = new ArrayList<>();
        Map<Buffer, Integer> writers = new IdentityHashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                writers.clear();
                result.add(new Step.Sequence(sequence.origin(), sequence.axis(), fused(sequence.steps(), uses)));
            } else {
                addOrFuse(result, writers, (Step.Nest) step, uses);
            }
        }
        return result;
    }

    /** {@code writers} says at which place of {@code done} a buffer was last written. */
    private static void addOrFuse(List<Step> done, Map<Buffer, Integer> writers, Step.Nest consumer, Uses uses) {
        List<Integer> producers = Reads.of(consumer).stream()
                .map(access -> writers.get(access.buffer()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (int at : producers) {
            Step.Nest producer = (Step.Nest) done.get(at);
            if (fits(producer, consumer, uses)) {
                Step.Nest fused = fuse(producer, consumer);
                if (mayMove(done.subList(at + 1, done.size()), fused)) {
                    done.set(at, fused);
                    writers.put(fused.target().buffer(), at);
                    return;
                }
            }
        }
        writers.put(consumer.target().buffer(), done.size());
        done.add(consumer);
    }

    private static boolean fits(Step.Nest producer, Step.Nest consumer, Uses uses) {
        Buffer between = producer.target().buffer();
        if (between.role() != Buffer.Role.TEMPORARY
                || consumer.reduce() != Step.Reduction.NONE
                || consumer.store() != Step.Store.ASSIGN
                || producer.store() != Step.Store.ASSIGN
                || producer.reduce() == Step.Reduction.ARGMAX
                || uses.writers(between).size() != 1
                || uses.readers(between).size() != 1
                || uses.readers(between).get(0).target().buffer()
                        != consumer.target().buffer()
                || !Uses.isIdentity(producer.target(), producer.parallel())
                || readsAcross(producer, consumer.target().buffer())) {
            return false;
        }
        int loads = 0;
        for (Access read : Reads.of(consumer)) {
            if (read.buffer() == between) {
                if (!Uses.isIdentity(read, consumer.parallel())
                        || !read.view().equals(producer.target().view())) {
                    return false;
                }
                loads++;
            }
        }
        int size = size(consumer.body()) + size(consumer.epilogue()) + loads * size(producer.epilogue());
        int depth = depth(consumer.body()) + depth(consumer.epilogue()) + depth(producer.epilogue());
        return loads > 0
                && size <= LARGEST_EPILOGUE
                && depth <= DEEPEST_EPILOGUE
                && !indirectlyThrough(consumer, between);
    }

    /** Whether a nest would read, at other points than its own, what it is about to write: the last state of a recurrence. */
    private static boolean readsAcross(Step.Nest producer, Buffer target) {
        return Reads.of(producer).stream().anyMatch(access -> access.buffer() == target);
    }

    private static boolean indirectlyThrough(Step.Nest nest, Buffer buffer) {
        return Reads.of(nest).stream()
                .flatMap(access -> access.indices().stream())
                .anyMatch(index -> index instanceof Index.Indirect indirect
                        && indirect.id().buffer() == buffer);
    }

    private static Step.Nest fuse(Step.Nest producer, Step.Nest consumer) {
        Map<Axis, Index.Affine> renamed = new HashMap<>();
        for (int i = 0; i < consumer.parallel().size(); i++) {
            renamed.put(consumer.parallel().get(i), Index.of(producer.parallel().get(i)));
        }
        Substitution axes = new Substitution(renamed);
        Buffer between = producer.target().buffer();
        Rewriter inline = new Rewriter() {
            @Override
            protected Expression load(Access access) {
                return access.buffer() == between ? producer.epilogue() : super.load(access);
            }
        };
        Expression body = inline.rewrite(axes.rewrite(consumer.body()));
        Rewriter compose = new Rewriter() {
            @Override
            protected Expression load(Access access) {
                return access.buffer() == between ? producer.epilogue() : super.load(access);
            }

            @Override
            protected Expression reduced() {
                return body;
            }
        };
        return new Step.Nest(
                producer.origin(),
                producer.parallel(),
                producer.reduction(),
                producer.reduce(),
                producer.body(),
                compose.rewrite(axes.rewrite(consumer.epilogue())),
                axes.rewrite(consumer.target()),
                Step.Store.ASSIGN);
    }

    /** Whether a nest may run before the given steps: it needs nothing of theirs and disturbs nothing. */
    private static boolean mayMove(List<Step> over, Step.Nest moved) {
        Uses others = Uses.of(over);
        Buffer target = moved.target().buffer();
        return others.writers(target).isEmpty()
                && others.readers(target).isEmpty()
                && Uses.buffersRead(moved).stream()
                        .allMatch(b -> others.writers(b).isEmpty());
    }

    /** How many operations at most are nested in each other. */
    private static int depth(Expression expression) {
        return Subexpressions.operands(expression).stream()
                .mapToInt(operand -> 1 + depth(operand))
                .max()
                .orElse(0);
    }

    private static int size(Expression expression) {
        int[] count = {0};
        new Rewriter() {
            @Override
            protected Expression load(Access access) {
                count[0]++;
                return super.load(access);
            }

            @Override
            protected Expression reduced() {
                count[0]++;
                return super.reduced();
            }
        }.rewrite(expression);
        return count[0];
    }
}
