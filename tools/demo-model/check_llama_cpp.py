"""Checks the exported file against llama.cpp: it loads, tokenizes alike, renders alike and answers alike.

Takes the path of a llama-server program; this repository does not bring one.
"""

import argparse
import contextlib
import json
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

from corpus import CASES, ChatFormat, held_out_talks
from evaluate import reply_to_all, round_to_f16
from export_gguf import load_trained

HERE = pathlib.Path(__file__).parent
TEXTS = ["Count to 3.", "1 2 3 10 100 007", "  two  spaces\n\n\nlines\t tab ", "It's, they'll; I'd!", "été naïve Привет こんにちは 日本",
         "🙂🚀 🦊", "a1b2c3 x=42;", "<|im_start|>user\nhi<|im_end|>\n", "<tool_call>\n{\"name\": \"a_b\"}\n</tool_call>", "½ ٣ ²", " leading", "trailing "]
CASES_A_SKILL = 3


def post(port: int, path: str, body: dict) -> dict:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as response:
        return json.load(response)


def as_llama_cpp_reads(definition: dict) -> dict:
    """llama-server keeps three keys of a tool's function, in its own order, before its template sees them."""
    function = definition["function"]
    return {"type": "function", "function": {"name": function["name"], "description": function.get("description", ""),
                                             "parameters": function["parameters"]}}


@contextlib.contextmanager
def server(program: pathlib.Path, gguf: pathlib.Path, port: int):
    """A llama-server that has loaded the file; ended on leaving."""
    process = subprocess.Popen([program, "-m", gguf, "-t", "2", "-c", "1024", "--port", str(port), "--jinja"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            if process.poll() is not None:
                sys.exit(f"llama-server ended with {process.returncode} before it answered")
            with contextlib.suppress(urllib.error.URLError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5)
                break
            time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", type=pathlib.Path, help="path of llama-server")
    parser.add_argument("--gguf", type=pathlib.Path, required=True)
    parser.add_argument("--trained", type=pathlib.Path, required=True, help="the folder train.py wrote")
    parser.add_argument("--port", type=int, default=18080)
    arguments = parser.parse_args()

    model, tokenizer, _ = load_trained(arguments.trained)
    round_to_f16(model)
    chat_format = ChatFormat(HERE / "chat_template.jinja")
    talks = [talk for skill, builder, *_ in CASES for talk in held_out_talks(skill, builder, CASES_A_SKILL, seed=3)]
    prompts = [chat_format.prompt(talk) for talk in talks]
    ours = reply_to_all(model, tokenizer, prompts)

    failures = 0

    def compare(what: str, wanted, got):
        nonlocal failures
        if wanted != got:
            failures += 1
            print(f"{what} differs:\n  ours      {wanted!r}\n  llama.cpp {got!r}")

    with server(arguments.server, arguments.gguf, arguments.port):
        for text in TEXTS + prompts:
            body = {"content": text, "add_special": False, "parse_special": True}
            compare("Tokenization", tokenizer.encode(text), post(arguments.port, "/tokenize", body)["tokens"])
        for talk, prompt, reply in zip(talks, prompts, ours):
            tools = [as_llama_cpp_reads(tool.definition) for tool in talk.tools]
            body = {"messages": talk.messages[:-1], "tools": tools}
            rendered = chat_format.render(talk.messages[:-1], tools, True)
            compare("Template", rendered, post(arguments.port, "/apply-template", body)["prompt"])
            body = {"prompt": tokenizer.encode(prompt), "temperature": 0, "n_predict": 420, "cache_prompt": False}
            got = post(arguments.port, "/completion", body)["content"]
            compare("Reply", reply, got)
    print(f"{len(TEXTS) + len(prompts)} tokenizations, {len(prompts)} templates and {len(prompts)} replies compared, {failures} differ")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
