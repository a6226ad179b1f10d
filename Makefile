.DEFAULT_GOAL := help
.PHONY: help build test e2e conformance fuzz compatibility format format-check migration bench quality demo-model

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build everything
	dotnet build

test: ## Install what the tests need and run all of them
	eng/install-test-tools.sh
	eng/test.sh

e2e: ## Run the end-to-end tests only: real processes, official SDKs
	eng/install-test-tools.sh
	eng/test.sh tests/EndToEnd

conformance: ## The API document, OpenAI's recorded traffic and damaged requests against a server
	eng/test.sh tests/EndToEnd --filter Conformance

fuzz: ## More damaged requests: N of them (100000), made from SEED
	TENANTLLM_FUZZ_REQUESTS=$(or $(N),100000) TENANTLLM_FUZZ_SEED=$(SEED) \
	  dotnet test tests/EndToEnd --filter FuzzConformance --logger "console;verbosity=detailed"

compatibility: ## Write docs/compatibility.md: what a server makes of every field of the API document
	TENANTLLM_COMPATIBILITY=write dotnet test tests/EndToEnd --filter CompatibilityConformance

format: ## Format the code
	dotnet format

format-check: ## Fail where the code is not formatted
	dotnet format --verify-no-changes

migration: ## Add a migration for SQLite and PostgreSQL after a change of the model: NAME=WhatChanges
	eng/migration.sh $(NAME)

bench: ## Measure speed against llama-server, all scenarios, 25 minutes (LLAMA_SERVER=path, else ../shared/peers)
	dotnet run --project bench -c Release

quality: ## Perplexity and KL of a GGUF under each compute (MODEL=path, TEXT=path: else the repository's documentation)
	dotnet run --project tools/ModelQuality -c Release -- $(MODEL) $(TEXT)

demo-model: ## Train models/demo/demo.gguf anew (half an hour and more; Debian's python3-torch)
	$(MAKE) -C tools/demo-model demo-model
