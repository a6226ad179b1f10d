"""Trains the tokenizer and the model on the endless corpus, from a seed.

Two processes of one thread each train together: they meet once a step, where two threads would meet in every operation
and, on a machine with other work, wait for each other most of the time.

The learning rate warms up, stays constant, and falls linearly to zero over the last --decay steps. Ctrl-C (SIGINT)
begins that fall at once, so a run on a busy machine can be brought to an orderly end; the step count it prints then is
the --steps that repeats the run.
"""

import argparse
import collections
import pathlib
import random
import signal
import tempfile
import time

import torch
import torch.nn.functional as F
from torch import distributed, multiprocessing

from corpus import ChatFormat, encode_talk, training_talk
from model import Config, Llama
from muon import Muon
from tokenizer import ADDED_TOKENS, Tokenizer, train_merges

HERE = pathlib.Path(__file__).parent
WARMUP_STEPS = 100
SHORT_STEPS = 500  # copying is learned first, and on short conversations it is learned soonest
SHORT_LENGTH = 160
LONGEST = 512
LENGTH_STEP = 32


def make_tokenizer(chat_format: ChatFormat, vocab: int, seed: int) -> Tokenizer:
    rng = random.Random(seed)
    texts = [chat_format.whole(training_talk(rng)) for _ in range(6000)]
    return Tokenizer(train_merges(texts, vocab - 256 - len(ADDED_TOKENS)))


def batches(chat_format, tokenizer, rng, tokens_a_batch: int, longest):
    """
    Endless batches (ids, weights) of conversations of like length.

    Lengths are rounded up to a multiple of LENGTH_STEP: little is padding, and there are few different matrix shapes,
    for each of which oneDNN compiles its kernels anew. `longest` gives the longest conversation wanted at present.
    """
    waiting = collections.defaultdict(list)
    while True:
        ids, weights = encode_talk(chat_format.whole(training_talk(rng)), tokenizer)
        length = -(-len(ids) // LENGTH_STEP) * LENGTH_STEP
        if length > longest():
            continue
        padding = length - len(ids)
        waiting[length].append((ids + [tokenizer.end_of_text] * padding, weights + [0.0] * padding))
        if len(waiting[length]) == tokens_a_batch // length:
            rows = waiting.pop(length)
            yield torch.tensor([ids for ids, _ in rows]), torch.tensor([weights for _, weights in rows])


def make_optimizers(model: Llama, rate: float, matrix_rate: float) -> list:
    """Muon for the matrices of the blocks, AdamW for the embedding and the norms."""
    matrices = [weight for weight in model.blocks.parameters() if weight.dim() == 2]
    others = [weight for weight in model.parameters() if all(weight is not matrix for matrix in matrices)]
    return [Muon(matrices, matrix_rate), torch.optim.AdamW(others, rate, betas=(0.9, 0.98), weight_decay=0.01)]


def loss_of(model: Llama, ids, weights, bfloat16: bool):
    """Weighted mean cross-entropy; the logits of positions without weight are never computed."""
    weights = weights[:, 1:]
    learned = weights > 0
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        logits = model(ids[:, :-1], keep=learned)
    losses = F.cross_entropy(logits.float(), ids[:, 1:][learned], reduction="none")
    return (losses * weights[learned]).sum() / weights.sum()


def save(path: pathlib.Path, model: Llama, report: dict):
    """Writes beside the target first, so that a reader never sees half a file."""
    unfinished = path.with_suffix(".unfinished")
    torch.save({"weights": model.state_dict(), "config": model.config.__dict__, "report": report}, unfinished)
    unfinished.rename(path)


def average_gradients(model: Llama):
    """Each process adds its own batch; all then take the same step."""
    flat = torch.cat([weight.grad.flatten() for weight in model.parameters()])
    distributed.all_reduce(flat)
    for weight, part in zip(model.parameters(), flat.split([weight.numel() for weight in model.parameters()])):
        weight.grad.copy_((part / distributed.get_world_size()).view_as(weight))


def train(rank: int, arguments, meeting_place: str):
    """One of the processes that train together; the first one reports and saves."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    distributed.init_process_group("gloo", init_method=f"file://{meeting_place}", rank=rank, world_size=arguments.processes)
    chat_format = ChatFormat(HERE / "chat_template.jinja")
    tokenizer = Tokenizer.load(arguments.out / "tokenizer.json")
    model = Llama(Config())
    before = {"seeds": [], "steps": 0, "tokens": 0, "minutes": 0.0}
    if arguments.go_on:
        checkpoint = torch.load(arguments.out / "model.pt")
        model.load_state_dict(checkpoint["weights"])
        before = checkpoint["report"]
    optimizers = make_optimizers(model, arguments.rate, arguments.matrix_rate)
    steps, step, seen, recent, began = torch.tensor(arguments.steps), 0, 0, None, time.monotonic()
    if rank == 0:
        print(f"{model.parameter_count()} parameters", flush=True)

    def finish_early(*_):
        steps.clamp_(max=step + arguments.decay)
        print(f"Finishing early: the same run is --steps {steps.item()}", flush=True)

    signal.signal(signal.SIGINT, finish_early if rank == 0 else signal.SIG_IGN)

    stream = batches(chat_format, tokenizer, random.Random(f"{arguments.seed} {rank}"), arguments.tokens,
                     lambda: SHORT_LENGTH if step < SHORT_STEPS and not arguments.go_on else LONGEST)
    while step < steps:
        ids, weights = next(stream)
        share = min((step + 1) / WARMUP_STEPS, 1.0, (steps.item() - step) / arguments.decay)
        for optimizer, rate in zip(optimizers, (arguments.matrix_rate, arguments.rate)):
            optimizer.param_groups[0]["lr"] = rate * share
        loss = loss_of(model, ids, weights, not arguments.float32)
        loss.backward()
        average_gradients(model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        step += 1
        distributed.broadcast(steps, src=0)  # the first process may have been asked to finish early
        if rank > 0:
            continue
        seen += ids.numel() * arguments.processes
        recent = loss.item() if recent is None else 0.98 * recent + 0.02 * loss.item()
        minutes = (time.monotonic() - began) / 60
        if step % 100 == 0 or step == steps:
            print(f"step {step} of {steps.item()}: loss {recent:.4f}, {seen} tokens, {seen / minutes / 60:.0f} a second, {minutes:.1f} min", flush=True)
        if step % 250 == 0 or step == steps:
            save(arguments.out / "model.pt", model, {
                "seeds": before["seeds"] + [arguments.seed],
                "steps": before["steps"] + step,
                "tokens": before["tokens"] + seen,
                "minutes": round(before["minutes"] + minutes, 1),
            })


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for tokenizer.json and model.pt")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--decay", type=int, default=1500, help="steps over which the learning rate falls at the end")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="of AdamW")
    parser.add_argument("--matrix-rate", type=float, default=0.02, help="of Muon")
    parser.add_argument("--tokens", type=int, default=3072, help="tokens a step, each process")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--go-on", action="store_true",
                        help="begin with the model in --out, not with a random one; take another --seed, or it sees the same talks again")
    parser.add_argument("--float32", action="store_true", help="for processors without AVX512_BF16, where bfloat16 is slow")
    arguments = parser.parse_args()

    arguments.out.mkdir(parents=True, exist_ok=True)
    if not arguments.go_on:
        make_tokenizer(ChatFormat(HERE / "chat_template.jinja"), Config.vocab, arguments.seed).save(arguments.out / "tokenizer.json")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the training processes
    with tempfile.TemporaryDirectory() as folder:
        multiprocessing.spawn(train, (arguments, folder + "/meeting"), arguments.processes)


if __name__ == "__main__":
    main()
