evenkeel auth --endpoint=http://127.0.0.1:8080/api --api-token=TOKEN
evenkeel status
evenkeel version
evenkeel create project shop --shipyard=shipyard.yaml
evenkeel create project shop --shipyard=shipyard.yaml --git-remote-url=https://git.example.org/shop.git --git-user=bot --git-token=TOKEN
evenkeel create service cart --project=shop
evenkeel create secret chat-hook --scope=keptn-webhook-service --from-literal=token=abc
evenkeel update project shop --git-remote-url=https://git.example.org/shop.git --git-user=bot --git-token=TOKEN
evenkeel update secret chat-hook --scope=keptn-webhook-service --from-literal=token=def
evenkeel delete project shop
evenkeel delete service cart --project=shop
evenkeel delete secret chat-hook --scope=keptn-webhook-service
evenkeel get projects
evenkeel get project shop -o yaml
evenkeel get stages --project=shop
evenkeel get services --project=shop -o name
evenkeel get sequences --project=shop --state=started
evenkeel get secrets
evenkeel get integrations
evenkeel get event evaluation.finished --project=shop --stage=dev
evenkeel describe project shop
evenkeel describe service cart --project=shop
evenkeel describe sequence 6d792d63-6f6e-4465-b874-202020202020 --project=shop
evenkeel logs --project=shop --since=30m --follow
evenkeel logs --project=shop --keptn-context=6d792d63-6f6e-4465-b874-202020202020
evenkeel add-resource --project=shop --stage=dev --service=cart --resource=slo.yaml --resourceUri=slo.yaml
evenkeel trigger delivery --project=shop --service=cart --image=acme/cart:1.2 --wait --timeout=30m
evenkeel trigger sequence smoke --project=shop --stage=dev --service=cart --data=tests.level=full
evenkeel trigger evaluation --project=shop --stage=dev --service=cart --timeframe=10m --wait
evenkeel send event --file=event.json
evenkeel send event approval.finished --project=shop --stage=production --service=cart
evenkeel pause sequence --project=shop --keptn-context=6d792d63-6f6e-4465-b874-202020202020
evenkeel resume sequence --project=shop --keptn-context=6d792d63-6f6e-4465-b874-202020202020
evenkeel abort sequence --project=shop --keptn-context=6d792d63-6f6e-4465-b874-202020202020
evenkeel configure monitoring prometheus --project=shop --service=cart
evenkeel configure bridge --user=admin --password=secret
evenkeel validate shipyard.yaml
evenkeel validate --strict .
evenkeel apply -f shop
evenkeel apply -f shop --project=shop --dry-run
evenkeel diff -f shop
evenkeel export backup.gz
evenkeel import backup.gz
evenkeel import keptn --endpoint=https://keptn.example.org/api --api-token=TOKEN --project=shop --dry-run
evenkeel token create ci --scope=read,event --project=shop --expires-in=720h
evenkeel token list
evenkeel token revoke ci
evenkeel audit list --project=shop --limit=20
evenkeel audit verify
evenkeel deliveries list
evenkeel deliveries redrive 7
evenkeel deliveries drop 7 --reason=obsolete
evenkeel doctor
evenkeel set config AutomaticVersionCheck false
evenkeel config get-contexts
evenkeel config current-context
evenkeel config use-context production
evenkeel config set-context production --endpoint=https://keptn.example.org/api --api-token=TOKEN
evenkeel config delete-context production
evenkeel generate docs --dir=docs
evenkeel generate cloud-events-spec --dir=spec
evenkeel generate support-archive --dir=support
evenkeel completion bash
