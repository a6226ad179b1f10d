"""Grades the model, as exported (weights rounded to F16), on held-out cases; prints a table; fails under a bar.

Decoding is greedy. An answer counts only if it is exactly the wanted one, except: JSON and tool calls are compared
after parsing, and a story is judged by its form.
"""

import argparse
import collections
import json
import pathlib
import re
import sys

import torch

from corpus import CASES, ChatFormat, held_out_talks
from export_gguf import load_trained
from model import generate

HERE = pathlib.Path(__file__).parent
SEED = 20260
BATCH = 64


def round_to_f16(model):
    """The weights as the GGUF holds them."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() == 2:
                weight.copy_(weight.half().float())


def same_json(reply: str, wanted: str) -> bool:
    try:
        return json.loads(reply) == json.loads(wanted)
    except ValueError:
        return False


def calls_in(text: str) -> list:
    return [json.loads(call) for call in re.findall(r"<tool_call>\n(.*)\n</tool_call>", text)]


def same_calls(reply: str, wanted: str) -> bool:
    try:
        return calls_in(reply) == calls_in(wanted)
    except ValueError:
        return False


def is_story(reply: str, wanted: str) -> bool:
    """Three to six different sentences that name the wanted subject."""
    sentences = re.findall(r"[^.]+\.", reply)
    hero = re.search(r"One (?:day|morning) (?:the )?(.+?) (?:found|saw)", wanted).group(1)
    return hero in reply and 3 <= len(sentences) <= 6 and len(set(sentences)) == len(sentences)


def grade(skill: str, reply: str, wanted: str) -> bool:
    if skill == "story":
        return is_story(reply, wanted)
    if skill == "JSON":
        return same_json(reply, wanted)
    if "<tool_call>" in wanted:
        return same_calls(reply, wanted)
    return reply == wanted


def reply_to_all(model, tokenizer, prompts: list, limit: int = 420) -> list:
    """Greedy replies; prompts of the same length go together, so none needs padding."""
    by_length = collections.defaultdict(list)
    for index, prompt in enumerate(prompts):
        by_length[len(tokenizer.encode(prompt))].append(index)
    replies = [""] * len(prompts)
    for indices in by_length.values():
        for start in range(0, len(indices), BATCH):
            some = indices[start:start + BATCH]
            for index, reply in zip(some, generate(model, [tokenizer.encode(prompts[i]) for i in some], tokenizer.im_end, limit)):
                replies[index] = tokenizer.decode(reply)
    return replies


def evaluate(model, tokenizer, chat_format, share: float, show: int) -> list:
    rows = []
    for skill, builder, count, bar in CASES:
        talks = held_out_talks(skill, builder, round(count * share), SEED)
        prompts, wanted = [chat_format.prompt(talk) for talk in talks], [chat_format.answer(talk) for talk in talks]
        replies = reply_to_all(model, tokenizer, prompts)
        wrong = [index for index in range(len(talks)) if not grade(skill, replies[index], wanted[index])]
        correct = len(talks) - len(wrong)
        rows.append({"skill": skill, "cases": len(talks), "correct": correct, "accuracy": round(correct / len(talks), 4), "bar": bar})
        print(table_row(rows[-1]), flush=True)
        for index in wrong[:show]:
            print(f"    {prompts[index][-160:]!r}\n      wanted {wanted[index]!r}\n      got    {replies[index]!r}")
    return rows


def table_row(row: dict) -> str:
    passed = "" if row["accuracy"] >= row["bar"] else "UNDER THE BAR"
    return f"| {row['skill']:<24} | {row['cases']:>5} | {row['correct']:>7} | {row['accuracy']:>8.1%} | {row['bar']:>5.0%} | {passed}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trained", type=pathlib.Path, required=True, help="the folder train.py wrote")
    parser.add_argument("--json", type=pathlib.Path, help="where to keep the table")
    parser.add_argument("--share", type=float, default=1.0, help="share of the cases, for a quick look")
    parser.add_argument("--show", type=int, default=0, help="wrong answers to print, a skill")
    arguments = parser.parse_args()

    model, tokenizer, report = load_trained(arguments.trained)
    round_to_f16(model)
    print(f"| {'skill':<24} | cases | correct | accuracy |   bar |\n|{'-' * 26}|------:|--------:|---------:|------:|")
    rows = evaluate(model, tokenizer, ChatFormat(HERE / "chat_template.jinja"), arguments.share, arguments.show)
    if arguments.json:
        arguments.json.write_text(json.dumps({"parameters": model.parameter_count(), "training": report, "rows": rows}, indent=2) + "\n")
    sys.exit(any(row["accuracy"] < row["bar"] for row in rows))


if __name__ == "__main__":
    main()
